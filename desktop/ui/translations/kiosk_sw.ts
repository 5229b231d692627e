<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sw" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Doors open</source>
        <translation>Kufungua milango</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Msaada</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Vitufe</translation>
    </message>
    <message>
        <source>Let in.</source>
        <translation>Mruhusu aingie.</translation>
    </message>
    <message>
        <source>Let in, and do what the dark line says.</source>
        <translation>Mruhusu aingie, na fanya mstari mweusi unavyosema.</translation>
    </message>
    <message>
        <source>A question: answer it below, or tap the wristband.</source>
        <translation>Swali: jibu hapo chini, au gusisha kikuku.</translation>
    </message>
    <message>
        <source>Do not let in; the dark line says what to do.</source>
        <translation>Usimruhusu; mstari mweusi unasema la kufanya.</translation>
    </message>
    <message>
        <source>Not about the guest: nothing was decided. Read why.</source>
        <translation>Si kuhusu mgeni: hakuna kilichoamuliwa. Soma sababu.</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Kuskani</translation>
    </message>
    <message>
        <source>Hold the code still before the camera, a hand scanner or an NFC reader. The next ticket replaces what is shown.</source>
        <translation>Shikilia msimbo bila kutikisa mbele ya kamera, skana ya mkono au kisomaji cha NFC. Tiketi inayofuata huchukua nafasi ya inayoonekana.</translation>
    </message>
    <message>
        <source>A part of the name, the order number, the seat or the end of the code is enough.</source>
        <translation>Sehemu ya jina, namba ya oda, kiti au mwisho wa msimbo inatosha.</translation>
    </message>
    <message>
        <source>Takes back the last scan of this door, and asks why.</source>
        <translation>Hurudisha skani ya mwisho ya mlango huu, na huuliza sababu.</translation>
    </message>
    <message>
        <source>A supervisor (★) gives a reason and a PIN. It is written down.</source>
        <translation>Msimamizi (★) hutoa sababu na PIN. Huandikwa.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Bila mtandao</translation>
    </message>
    <message>
        <source>Go on scanning. This door works on its own list and sends everything later.</source>
        <translation>Endelea kuskani. Mlango huu unatumia orodha yake na hutuma kila kitu baadaye.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Rudi</translation>
    </message>
    <message>
        <source>Go: the doors can open.</source>
        <translation>Tayari: milango inaweza kufunguliwa.</translation>
    </message>
    <message>
        <source>Go, but look at the yellow points.</source>
        <translation>Tayari, lakini angalia alama za njano.</translation>
    </message>
    <message>
        <source>No go: see to the red points first.</source>
        <translation>Bado: shughulikia kwanza alama nyekundu.</translation>
    </message>
    <message>
        <source>No answer from the server.</source>
        <translation>Seva haijibu.</translation>
    </message>
    <message>
        <source>This is no server address.</source>
        <translation>Hii si anwani ya seva.</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Msimbo wa usajili</translation>
    </message>
    <message>
        <source>Kiosk name, such as Gate A left</source>
        <translation>Jina la kituo, mfano Lango A kushoto</translation>
    </message>
    <message>
        <source>Name of this kiosk</source>
        <translation>Jina la kituo hiki</translation>
    </message>
    <message>
        <source>Enrol this kiosk</source>
        <translation>Sajili kituo hiki</translation>
    </message>
    <message>
        <source>This code is not an enrolment code of an Usher server.</source>
        <translation>Msimbo huu si wa usajili wa seva ya Usher.</translation>
    </message>
    <message>
        <source>Paste the whole code that the organizer&apos;s page shows.</source>
        <translation>Bandika msimbo wote unaoonyeshwa na ukurasa wa mwandaaji.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Inauliza seva…</translation>
    </message>
    <message>
        <source>Make this a door</source>
        <translation>Fanya hiki kiwe mlango</translation>
    </message>
    <message>
        <source>Ask the organizer for an enrolment code of this event. Hold it to the camera, or paste its text here.</source>
        <translation>Omba mwandaaji msimbo wa usajili wa tukio hili. Uonyeshe kwa kamera, au bandika maandishi yake hapa.</translation>
    </message>
    <message>
        <source>We cannot read this code. Make the screen brighter.</source>
        <translation>Hatuwezi kusoma msimbo huu. Ongeza mwanga wa skrini.</translation>
    </message>
    <message>
        <source>We cannot find this ticket.</source>
        <translation>Hatuoni tiketi hii.</translation>
    </message>
    <message>
        <source>This door opens later.</source>
        <translation>Mlango huu utafunguliwa baadaye.</translation>
    </message>
    <message>
        <source>This ticket has already been used.</source>
        <translation>Tiketi hii imeshatumika.</translation>
    </message>
    <message>
        <source>Your ticket is for another entrance.</source>
        <translation>Tiketi yako ni ya mlango mwingine.</translation>
    </message>
    <message>
        <source>It is full at the moment. Please wait.</source>
        <translation>Kumejaa kwa sasa. Tafadhali subiri.</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>Kwaheri</translation>
    </message>
    <message>
        <source>Have a safe way home.</source>
        <translation>Safari njema nyumbani.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Karibu</translation>
    </message>
    <message>
        <source>Please go in.</source>
        <translation>Tafadhali ingia.</translation>
    </message>
    <message>
        <source>Please speak to our staff on your way in.</source>
        <translation>Tafadhali zungumza na wahudumu ukiingia.</translation>
    </message>
    <message>
        <source>We need a moment with this ticket.</source>
        <translation>Tunahitaji muda kidogo na tiketi hii.</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Subiri kidogo</translation>
    </message>
    <message>
        <source>Please speak to our staff.</source>
        <translation>Tafadhali zungumza na wahudumu.</translation>
    </message>
    <message>
        <source>Check in here</source>
        <translation>Jisajili hapa</translation>
    </message>
    <message>
        <source>Hold the code of your ticket in front of the camera.</source>
        <translation>Onyesha msimbo wa tiketi yako mbele ya kamera.</translation>
    </message>
    <message>
        <source>No camera found, or another program uses it. Scan with a hand scanner or search.</source>
        <translation>Hakuna kamera, au programu nyingine inaitumia. Tumia skana ya mkono au tafuta.</translation>
    </message>
    <message>
        <source>The camera gives no picture. Check its cable.</source>
        <translation>Kamera haitoi picha. Angalia kebo yake.</translation>
    </message>
    <message>
        <source>The video source cannot be opened.</source>
        <translation>Chanzo cha video hakifunguki.</translation>
    </message>
    <message>
        <source>This kiosk uses no camera.</source>
        <translation>Kituo hiki hakitumii kamera.</translation>
    </message>
    <message>
        <source>The disk is full or cannot be written. Free some space.</source>
        <translation>Diski imejaa au haiandikiki. Ongeza nafasi.</translation>
    </message>
    <message>
        <source>A file of this kiosk is damaged. Use another kiosk and call staff.</source>
        <translation>Faili la kituo hiki limeharibika. Tumia kituo kingine na uite wahudumu.</translation>
    </message>
    <message>
        <source>This scan could not be saved. Scan again.</source>
        <translation>Skani hii haikuhifadhiwa. Skani tena.</translation>
    </message>
    <message>
        <source>There is no scan of this kiosk to undo.</source>
        <translation>Hakuna skani ya kituo hiki ya kutengua.</translation>
    </message>
    <message>
        <source>This guest was scanned again since; look at the ticket.</source>
        <translation>Mgeni huyu ameskaniwa tena; tazama tiketi.</translation>
    </message>
    <message>
        <source>There is no scan of this ticket to take back here.</source>
        <translation>Hakuna skani ya tiketi hii ya kurudisha hapa.</translation>
    </message>
    <message>
        <source>Another door made this scan. Only a supervisor may take it back.</source>
        <translation>Mlango mwingine ulifanya skani hii. Msimamizi pekee anaweza kuirudisha.</translation>
    </message>
    <message>
        <source>This wristband cannot be read.</source>
        <translation>Bangili hii haisomeki.</translation>
    </message>
    <message>
        <source>This chip has another number at each tap. Use a wristband.</source>
        <translation>Chipu hii ina namba nyingine kila inapogusishwa. Tumia bangili.</translation>
    </message>
    <message>
        <source>This seat is not free any more. Look at the map again.</source>
        <translation>Kiti hiki si wazi tena. Angalia ramani tena.</translation>
    </message>
    <message>
        <source>Let the guest in first; the new wristband is linked with that.</source>
        <translation>Mruhusu mgeni kwanza; bangili mpya itaunganishwa hapo.</translation>
    </message>
    <message>
        <source>This is the wristband the guest already has.</source>
        <translation>Hii ndiyo bangili aliyo nayo mgeni.</translation>
    </message>
    <message>
        <source>Let the guest in first, then print the badge.</source>
        <translation>Mruhusu mgeni kwanza, kisha chapisha beji.</translation>
    </message>
    <message>
        <source>This is no enrolment code.</source>
        <translation>Huu si msimbo wa usajili.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>Printa haijibu.</translation>
    </message>
    <message>
        <source>There is no such printer on this computer.</source>
        <translation>Hakuna printa hiyo kwenye kompyuta hii.</translation>
    </message>
    <message>
        <source>Paper is out. Put a new roll in.</source>
        <translation>Karatasi imeisha. Weka roli mpya.</translation>
    </message>
    <message>
        <source>Paper is nearly out. Have a new roll ready.</source>
        <translation>Karatasi inakaribia kuisha. Andaa roli mpya.</translation>
    </message>
    <message>
        <source>The head is open. Close it.</source>
        <translation>Kichwa cha printa kiko wazi. Kifunge.</translation>
    </message>
    <message>
        <source>The cover is open. Close it.</source>
        <translation>Kifuniko kiko wazi. Kifunge.</translation>
    </message>
    <message>
        <source>The ribbon is out. Put a new one in.</source>
        <translation>Utepe umeisha. Weka mpya.</translation>
    </message>
    <message>
        <source>The printer is paused. Press its pause key.</source>
        <translation>Printa imesitishwa. Bonyeza kitufe chake cha kusitisha.</translation>
    </message>
    <message>
        <source>The print head is too hot. Let it cool.</source>
        <translation>Kichwa cha printa kimepata joto sana. Kiache kipoe.</translation>
    </message>
    <message>
        <source>The cutter is stuck. Open the cover and free it.</source>
        <translation>Kikata kimekwama. Fungua kifuniko ukiachilie.</translation>
    </message>
    <message>
        <source>The printer reports a fault. Switch it off and on.</source>
        <translation>Printa inaonyesha hitilafu. Izime kisha uiwashe.</translation>
    </message>
    <message>
        <source>The printer is offline. Look at its lights.</source>
        <translation>Printa haiko tayari. Angalia taa zake.</translation>
    </message>
    <message>
        <source>It is not enrolled for this event.</source>
        <translation>Hakijasajiliwa kwa tukio hili.</translation>
    </message>
    <message>
        <source>The organizer revoked it.</source>
        <translation>Mwandaaji amekibatilisha.</translation>
    </message>
    <message>
        <source>It sent an entry that makes no sense.</source>
        <translation>Kimetuma rekodi isiyo na maana.</translation>
    </message>
    <message>
        <source>It sent an entry that was altered.</source>
        <translation>Kimetuma rekodi iliyobadilishwa.</translation>
    </message>
    <message>
        <source>It sent an entry that is not what it says.</source>
        <translation>Kimetuma rekodi isiyo kile inachodai.</translation>
    </message>
    <message>
        <source>It sent an entry of a kind that is not shared.</source>
        <translation>Kimetuma rekodi ya aina isiyoshirikiwa.</translation>
    </message>
    <message>
        <source>It does not listen.</source>
        <translation>Hakisikilizi.</translation>
    </message>
    <message>
        <source>It sent something that makes no sense.</source>
        <translation>Kimetuma kitu kisicho na maana.</translation>
    </message>
    <message>
        <source>It sends more than a door can have to say.</source>
        <translation>Kinatuma zaidi ya kile mlango unaweza kusema.</translation>
    </message>
    <message>
        <source>It sent something that cannot be opened.</source>
        <translation>Kimetuma kitu kisichoweza kufunguliwa.</translation>
    </message>
    <message>
        <source>It repeated, dropped or sent back a message.</source>
        <translation>Kimerudia, kuacha au kurudisha ujumbe.</translation>
    </message>
    <message>
        <source>It did not prove who it is.</source>
        <translation>Hakijathibitisha ni nani.</translation>
    </message>
    <message>
        <source>It does not speak our language.</source>
        <translation>Hakizungumzi lugha yetu.</translation>
    </message>
    <message>
        <source>It speaks another version.</source>
        <translation>Kinatumia toleo lingine.</translation>
    </message>
    <message>
        <source>It belongs to another event.</source>
        <translation>Ni cha tukio lingine.</translation>
    </message>
    <message>
        <source>It sent more than a message may hold.</source>
        <translation>Kimetuma zaidi ya kile ujumbe unaweza kubeba.</translation>
    </message>
    <message>
        <source>It has this kiosk&apos;s key: one of the two is a copy.</source>
        <translation>Kina ufunguo wa kioski hiki: kimoja kati ya hivyo viwili ni nakala.</translation>
    </message>
    <message>
        <source>This kiosk cannot listen on the network.</source>
        <translation>Kioski hiki hakiwezi kusikiliza kwenye mtandao.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Zaidi</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Takwimu</translation>
    </message>
    <message>
        <source>Entries per minute, last hour</source>
        <translation>Walioingia kwa dakika, saa iliyopita</translation>
    </message>
    <message>
        <source>No guest list has arrived on this kiosk yet.</source>
        <translation>Orodha ya wageni bado haijafika.</translation>
    </message>
    <message>
        <source>By ticket type</source>
        <translation>Kwa aina ya tiketi</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>ndani</translation>
    </message>
    <message>
        <source>inside of {capacity}</source>
        <translation>ndani kati ya {capacity}</translation>
    </message>
    <message>
        <source>{left} places left</source>
        <translation>nafasi {left} zimebaki</translation>
    </message>
    <message>
        <source>{expected} still expected</source>
        <translation>{expected} bado wanatarajiwa</translation>
    </message>
    <message>
        <source>{come} of {all}</source>
        <translation>{come} kati ya {all}</translation>
    </message>
    <message>
        <source>{n} at most</source>
        <translation>{n} kwa wingi</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>saa moja iliyopita</translation>
    </message>
    <message>
        <source>now</source>
        <translation>sasa</translation>
    </message>
    <message>
        <source>This kiosk: {n} an hour.</source>
        <translation>Kituo hiki: {n} kwa saa.</translation>
    </message>
    <message>
        <source>Still to come: about {rest}, of these {soon} within 15 minutes.</source>
        <translation>Bado kuja: takriban {rest}, kati yao {soon} ndani ya dakika 15.</translation>
    </message>
    <message>
        <source>At this pace they take this kiosk {n} minutes.</source>
        <translation>Kwa kasi hii kituo hiki kitachukua dakika {n}.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Kwa nini</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Sawa</translation>
    </message>
    <message>
        <source>Nobody of this event can sign in here yet.</source>
        <translation>Hakuna anayeweza kuingia hapa bado.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Nani</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>Futa tarakimu ya mwisho</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Picha ya kamera</translation>
    </message>
    <message>
        <source>Starting the camera</source>
        <translation>Inawasha kamera</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Imerudishwa</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>sek {n}</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>dak {n}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Fungua</translation>
    </message>
    <message>
        <source>Last scans</source>
        <translation>Skani za mwisho</translation>
    </message>
    <message>
        <source>Name, order number, company, seat, or the last letters of the code</source>
        <translation>Jina, namba ya oda, kampuni, kiti, au mwisho wa msimbo</translation>
    </message>
    <message>
        <source>Search for a guest</source>
        <translation>Tafuta mgeni</translation>
    </message>
    <message>
        <source>Guests found</source>
        <translation>Wageni waliopatikana</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Ruhusu kuingia</translation>
    </message>
    <message>
        <source>Let out</source>
        <translation>Ruhusu kutoka</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Tiketi</translation>
    </message>
    <message>
        <source>Nobody found. Check the spelling, or type less.</source>
        <translation>Hakuna aliyepatikana. Angalia tahajia, au andika kidogo.</translation>
    </message>
    <message>
        <source>Several guests have the same name: compare order, seat and code.</source>
        <translation>Wageni kadhaa wana jina moja: linganisha oda, kiti na msimbo.</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Bila jina</translation>
    </message>
    <message>
        <source>code …{tail}</source>
        <translation>msimbo …{tail}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Mipangilio</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Hakuna kamera</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Hakuna printa</translation>
    </message>
    <message>
        <source>Sharp enough</source>
        <translation>Inaonekana vizuri</translation>
    </message>
    <message>
        <source>Not sharp: move the code</source>
        <translation>Haionekani vizuri: sogeza msimbo</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Ukali wa picha</translation>
    </message>
    <message>
        <source>none</source>
        <translation>hakuna</translation>
    </message>
    <message>
        <source>NFC readers: {names}</source>
        <translation>Visoma NFC: {names}</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Giza</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Mwanga</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Utofauti mkubwa</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>Skrini na sauti</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lugha</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Rangi</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Ukubwa wa maandishi</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Sauti</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Mlango</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Hali</translation>
    </message>
    <message>
        <source>Staff must sign in to scan</source>
        <translation>Wahudumu lazima waingie ili kuskani</translation>
    </message>
    <message>
        <source>Self-service for guests</source>
        <translation>Huduma binafsi kwa wageni</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Azimio</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Mwanga wa kamera</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>otomatiki</translation>
    </message>
    <message>
        <source>always</source>
        <translation>kila mara</translation>
    </message>
    <message>
        <source>never</source>
        <translation>kamwe</translation>
    </message>
    <message>
        <source>Keyboard on the screen</source>
        <translation>Kibodi kwenye skrini</translation>
    </message>
    <message>
        <source>Mirror the picture</source>
        <translation>Geuza picha</translation>
    </message>
    <message>
        <source>Lamp on, where the camera has one</source>
        <translation>Washa taa, kama kamera inayo</translation>
    </message>
    <message>
        <source>Enter or Tab</source>
        <translation>Enter au Tab</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>hakuna</translation>
    </message>
    <message>
        <source>Hand scanner and NFC</source>
        <translation>Skana ya mkono na NFC</translation>
    </message>
    <message>
        <source>Before each code</source>
        <translation>Kabla ya kila msimbo</translation>
    </message>
    <message>
        <source>After each code</source>
        <translation>Baada ya kila msimbo</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Huisha na</translation>
    </message>
    <message>
        <source>Pause between keys</source>
        <translation>Pumziko kati ya herufi</translation>
    </message>
    <message>
        <source>Learn from a scan</source>
        <translation>Jifunze kutoka skani</translation>
    </message>
    <message>
        <source>on demand</source>
        <translation>inapohitajika</translation>
    </message>
    <message>
        <source>once for each guest</source>
        <translation>mara moja kwa mgeni</translation>
    </message>
    <message>
        <source>at every entry</source>
        <translation>kila anapoingia</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Beji</translation>
    </message>
    <message>
        <source>Wristband label</source>
        <translation>Lebo ya bangili</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Uchapishaji</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printa</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Nini</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Lini</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Onyesho</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Jaribu</translation>
    </message>
    <message>
        <source>This kiosk</source>
        <translation>Kituo hiki</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>Kifurushi cha msaada</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Anzisha upya</translation>
    </message>
    <message>
        <source>Close the app</source>
        <translation>Funga programu</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Kuingia</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Kutoka</translation>
    </message>
    <message>
        <source>Entry and exit</source>
        <translation>Kuingia na kutoka</translation>
    </message>
    <message>
        <source>Info only</source>
        <translation>Taarifa tu</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historia</translation>
    </message>
    <message>
        <source>Print badge</source>
        <translation>Chapisha beji</translation>
    </message>
    <message>
        <source>Replace wristband</source>
        <translation>Badilisha bangili</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Rudisha</translation>
    </message>
    <message>
        <source>Wristband {band}</source>
        <translation>Bangili {band}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Chapisha tena</translation>
    </message>
    <message>
        <source>Inside: {list}</source>
        <translation>Ndani: {list}</translation>
    </message>
    <message>
        <source>Not inside</source>
        <translation>Hayupo ndani</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Bado hakuna.</translation>
    </message>
    <message>
        <source>taken back later</source>
        <translation>imerudishwa baadaye</translation>
    </message>
    <message>
        <source>Wristband linked</source>
        <translation>Bangili imeunganishwa</translation>
    </message>
    <message>
        <source>Paid at the door</source>
        <translation>Imelipwa mlangoni</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Jibu</translation>
    </message>
    <message>
        <source>Whoever is scanned leaves.</source>
        <translation>Anayeskaniwa anaondoka.</translation>
    </message>
    <message>
        <source>Out for who is inside, in for who is not.</source>
        <translation>Aliye ndani hutoka, asiye ndani huingia.</translation>
    </message>
    <message>
        <source>Nothing is written; nobody is let in.</source>
        <translation>Hakuna kinachoandikwa; hakuna anayeingia.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Tayari</translation>
    </message>
    <message>
        <source>Hold a ticket to the camera, scan it, or search.</source>
        <translation>Onyesha tiketi kwa kamera, iskani, au tafuta.</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Wahudumu</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Imesomwa</translation>
    </message>
    <message>
        <source>in the last minute</source>
        <translation>dakika iliyopita</translation>
    </message>
    <message>
        <source>still expected</source>
        <translation>bado wanatarajiwa</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Tafuta</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Tengua</translation>
    </message>
    <message>
        <source>Cannot read</source>
        <translation>Haisomeki</translation>
    </message>
    <message>
        <source>The code holds nothing that can be read.</source>
        <translation>Msimbo hauna kitu kinachosomeka.</translation>
    </message>
    <message>
        <source>Brighten the phone, hold it still, or search by name.</source>
        <translation>Ongeza mwanga wa simu, ishike tuli, au tafuta jina.</translation>
    </message>
    <message>
        <source>Not genuine</source>
        <translation>Si halisi</translation>
    </message>
    <message>
        <source>The signature of this ticket is wrong.</source>
        <translation>Sahihi ya tiketi hii si sahihi.</translation>
    </message>
    <message>
        <source>Do not let in. Call a supervisor.</source>
        <translation>Usimruhusu. Mwite msimamizi.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Haipo</translation>
    </message>
    <message>
        <source>This is no ticket of this event.</source>
        <translation>Hii si tiketi ya tukio hili.</translation>
    </message>
    <message>
        <source>Ask for the ticket again, or search by name.</source>
        <translation>Omba tiketi tena, au tafuta kwa jina.</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Imebadilishwa</translation>
    </message>
    <message>
        <source>A newer ticket was issued in place of this one.</source>
        <translation>Tiketi mpya ilitolewa badala ya hii.</translation>
    </message>
    <message>
        <source>Ask for the newer ticket, or search by name.</source>
        <translation>Omba tiketi mpya, au tafuta kwa jina.</translation>
    </message>
    <message>
        <source>Other event</source>
        <translation>Tukio lingine</translation>
    </message>
    <message>
        <source>Show the guest the way to that event.</source>
        <translation>Mwonyeshe mgeni njia ya tukio hilo.</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>Imefutwa</translation>
    </message>
    <message>
        <source>This ticket was canceled.</source>
        <translation>Tiketi hii ilifutwa.</translation>
    </message>
    <message>
        <source>Do not let in. Send to the ticket desk.</source>
        <translation>Usimruhusu. Mpeleke dawati la tiketi.</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Imerejeshewa pesa</translation>
    </message>
    <message>
        <source>The money for this ticket was given back.</source>
        <translation>Pesa ya tiketi hii ilirudishwa.</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Imezuiwa</translation>
    </message>
    <message>
        <source>Staff blocked this ticket.</source>
        <translation>Wahudumu walizuia tiketi hii.</translation>
    </message>
    <message>
        <source>Not approved</source>
        <translation>Haijaidhinishwa</translation>
    </message>
    <message>
        <source>The order still waits for approval.</source>
        <translation>Oda bado inasubiri idhini.</translation>
    </message>
    <message>
        <source>Send to the ticket desk.</source>
        <translation>Mpeleke dawati la tiketi.</translation>
    </message>
    <message>
        <source>Too early</source>
        <translation>Mapema mno</translation>
    </message>
    <message>
        <source>This ticket or this door is not open yet.</source>
        <translation>Tiketi hii au mlango huu bado haujafunguliwa.</translation>
    </message>
    <message>
        <source>Ask the guest to come back later.</source>
        <translation>Mwombe mgeni arudi baadaye.</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Umechelewa</translation>
    </message>
    <message>
        <source>The time of this ticket or this door is over.</source>
        <translation>Muda wa tiketi hii au mlango huu umepita.</translation>
    </message>
    <message>
        <source>Wrong door</source>
        <translation>Mlango si huu</translation>
    </message>
    <message>
        <source>This ticket is not for this entrance.</source>
        <translation>Tiketi hii si ya mlango huu.</translation>
    </message>
    <message>
        <source>Wrong date</source>
        <translation>Tarehe si hii</translation>
    </message>
    <message>
        <source>This ticket is for another date.</source>
        <translation>Tiketi hii ni ya tarehe nyingine.</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Haijalipwa</translation>
    </message>
    <message>
        <source>This ticket is not paid yet.</source>
        <translation>Tiketi hii bado haijalipwa.</translation>
    </message>
    <message>
        <source>Take the money here, or send to the ticket desk.</source>
        <translation>Pokea pesa hapa, au mpeleke dawati la tiketi.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Si sasa</translation>
    </message>
    <message>
        <source>A rule of this door says no.</source>
        <translation>Kanuni ya mlango huu inakataa.</translation>
    </message>
    <message>
        <source>Explain the rule, or call a supervisor.</source>
        <translation>Eleza kanuni, au mwite msimamizi.</translation>
    </message>
    <message>
        <source>Already inside</source>
        <translation>Tayari yuko ndani</translation>
    </message>
    <message>
        <source>Do not let in. Ask for ID, or call a supervisor.</source>
        <translation>Usimruhusu. Omba kitambulisho, au mwite msimamizi.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Kumejaa</translation>
    </message>
    <message>
        <source>There is no room left.</source>
        <translation>Hakuna nafasi iliyobaki.</translation>
    </message>
    <message>
        <source>Ask the guest to wait for places.</source>
        <translation>Mwombe mgeni asubiri nafasi.</translation>
    </message>
    <message>
        <source>One question</source>
        <translation>Swali moja</translation>
    </message>
    <message>
        <source>Choose or write the answer below.</source>
        <translation>Chagua au andika jibu hapa chini.</translation>
    </message>
    <message>
        <source>Wristband</source>
        <translation>Bangili</translation>
    </message>
    <message>
        <source>Tap or scan the new wristband now.</source>
        <translation>Gusa au skani bangili mpya sasa.</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Ipi</translation>
    </message>
    <message>
        <source>Choose what the guest wants to use.</source>
        <translation>Chagua anachotaka kutumia mgeni.</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wangapi</translation>
    </message>
    <message>
        <source>Choose how many go in now.</source>
        <translation>Chagua wangapi wanaingia sasa.</translation>
    </message>
    <message>
        <source>VIP guest</source>
        <translation>Mgeni VIP</translation>
    </message>
    <message>
        <source>Needs step-free access</source>
        <translation>Anahitaji njia bila ngazi</translation>
    </message>
    <message>
        <source>Wheelchair place</source>
        <translation>Nafasi ya kiti cha magurudumu</translation>
    </message>
    <message>
        <source>Check the age</source>
        <translation>Angalia umri</translation>
    </message>
    <message>
        <source>Press</source>
        <translation>Wanahabari</translation>
    </message>
    <message>
        <source>Medical note</source>
        <translation>Taarifa ya kitabibu</translation>
    </message>
    <message>
        <source>was not known to be inside</source>
        <translation>hakujulikana kuwa ndani</translation>
    </message>
    <message>
        <source>capacity is reached</source>
        <translation>nafasi zimejaa</translation>
    </message>
    <message>
        <source>an older ticket was shown</source>
        <translation>tiketi ya zamani ilionyeshwa</translation>
    </message>
    <message>
        <source>ticket is canceled</source>
        <translation>tiketi imefutwa</translation>
    </message>
    <message>
        <source>ticket is refunded</source>
        <translation>tiketi imerejeshewa pesa</translation>
    </message>
    <message>
        <source>ticket is blocked</source>
        <translation>tiketi imezuiwa</translation>
    </message>
    <message>
        <source>order is not approved</source>
        <translation>oda haijaidhinishwa</translation>
    </message>
    <message>
        <source>ticket is for another list</source>
        <translation>tiketi ni ya orodha nyingine</translation>
    </message>
    <message>
        <source>ticket is for another date</source>
        <translation>tiketi ni ya tarehe nyingine</translation>
    </message>
    <message>
        <source>ticket is not paid</source>
        <translation>tiketi haijalipwa</translation>
    </message>
    <message>
        <source>{who} was let in with a canceled ticket.</source>
        <translation>{who} aliingia na tiketi iliyofutwa.</translation>
    </message>
    <message>
        <source>{who} was let in with a refunded ticket.</source>
        <translation>{who} aliingia na tiketi iliyorejeshewa pesa.</translation>
    </message>
    <message>
        <source>{who} was let in with a blocked ticket.</source>
        <translation>{who} aliingia na tiketi iliyozuiwa.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket that was replaced.</source>
        <translation>{who} aliingia na tiketi iliyobadilishwa.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket the server does not know.</source>
        <translation>{who} aliingia na tiketi isiyojulikana na seva.</translation>
    </message>
    <message>
        <source>{who} was let in with an unpaid ticket.</source>
        <translation>{who} aliingia na tiketi isiyolipwa.</translation>
    </message>
    <message>
        <source>{who} was let in before the order was approved.</source>
        <translation>{who} aliingia kabla ya oda kuidhinishwa.</translation>
    </message>
    <message>
        <source>{who} was let in outside the opening hours.</source>
        <translation>{who} aliingia nje ya saa za ufunguzi.</translation>
    </message>
    <message>
        <source>{who} was let in on another date than the ticket&apos;s.</source>
        <translation>{who} aliingia tarehe tofauti na ya tiketi.</translation>
    </message>
    <message>
        <source>{who} was let in at the wrong door.</source>
        <translation>{who} aliingia mlango usio wake.</translation>
    </message>
    <message>
        <source>{who} was let in against a rule.</source>
        <translation>{who} aliingia kinyume na kanuni.</translation>
    </message>
    <message>
        <source>{who} was inside when the wristband went to another guest.</source>
        <translation>{who} alikuwa ndani wakati ukanda wake ulipopewa mgeni mwingine.</translation>
    </message>
    <message>
        <source>More guests were let in than there is room for.</source>
        <translation>Wageni wengi kuliko nafasi waliingia.</translation>
    </message>
    <message>
        <source>Scanned twice</source>
        <translation>Imeskaniwa mara mbili</translation>
    </message>
    <message>
        <source>The same guest may go on. Do not let in anyone else.</source>
        <translation>Mgeni yule yule aendelee. Usimruhusu mwingine.</translation>
    </message>
    <message>
        <source>Already used</source>
        <translation>Imeshatumika</translation>
    </message>
    <message>
        <source>Do not let in, or call a supervisor.</source>
        <translation>Usiruhusu kuingia, au mwite msimamizi.</translation>
    </message>
    <message>
        <source>Send to {list}.</source>
        <translation>Mpeleke {list}.</translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation>Yuko ndani sasa</translation>
    </message>
    <message>
        <source>For information</source>
        <translation>Kwa taarifa</translation>
    </message>
    <message>
        <source>This ticket would be let in.</source>
        <translation>Tiketi hii ingeruhusiwa.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Haijahifadhiwa</translation>
    </message>
    <message>
        <source>Do not let in on this scan. Scan again.</source>
        <translation>Usimruhusu kwa skani hii. Skani tena.</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>Moja moja</translation>
    </message>
    <message>
        <source>Several tickets are in the picture.</source>
        <translation>Kuna tiketi kadhaa kwenye picha.</translation>
    </message>
    <message>
        <source>Show one ticket only.</source>
        <translation>Onyesha tiketi moja tu.</translation>
    </message>
    <message>
        <source>moments ago</source>
        <translation>sasa hivi</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>dakika %n iliyopita</numerusform>
            <numerusform>dakika %n zilizopita</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>saa %n iliyopita</numerusform>
            <numerusform>saa %n zilizopita</numerusform>
        </translation>
    </message>
    <message>
        <source>This door serves no list any more. Ask the organizer for one.</source>
        <translation>Mlango huu hauhudumii orodha yoyote tena. Mwombe mwandaaji orodha.</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Nje ya mtandao tangu {time}</translation>
    </message>
    <message>
        <source>No list yet</source>
        <translation>Hakuna orodha bado</translation>
    </message>
    <message numerus="yes">
        <source>List %n min old</source>
        <translation>
            <numerusform>Orodha ya dakika %n</numerusform>
            <numerusform>Orodha ya dakika %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Ya sasa</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) waiting</source>
        <translation>
            <numerusform>skani %n inasubiri</numerusform>
            <numerusform>skani %n zinasubiri</numerusform>
        </translation>
    </message>
    <message>
        <source>A guest</source>
        <translation>Mgeni</translation>
    </message>
    <message>
        <source>{who} came in twice; the entry at another door was first.</source>
        <translation>{who} aliingia mara mbili; mlango mwingine ulikuwa wa kwanza.</translation>
    </message>
    <message>
        <source>{who} came in twice, here and at another door.</source>
        <translation>{who} aliingia mara mbili, hapa na mlango mwingine.</translation>
    </message>
    <message>
        <source>{who} was let in, which the server questions.</source>
        <translation>{who} aliruhusiwa, seva ina shaka.</translation>
    </message>
    <message>
        <source>Let in by a supervisor: {reasons}</source>
        <translation>Ameruhusiwa na msimamizi: {reasons}</translation>
    </message>
    <message>
        <source>Note what is wrong.</source>
        <translation>Andika kisicho sawa.</translation>
    </message>
    <message>
        <source>Call the floor host, then let in.</source>
        <translation>Mwite mhudumu wa ukumbi, kisha mruhusu.</translation>
    </message>
    <message>
        <source>Goodbye, but</source>
        <translation>Kwaheri, lakini</translation>
    </message>
    <message>
        <source>Welcome, but</source>
        <translation>Karibu, lakini</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>mtu %n</numerusform>
            <numerusform>watu %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Ametoka</translation>
    </message>
    <message>
        <source>Come in</source>
        <translation>Ingia</translation>
    </message>
    <message>
        <source>Not in the list of {time}; the list is {minutes} min old.</source>
        <translation>Hayupo kwenye orodha ya {time}; ina dakika {minutes}.</translation>
    </message>
    <message>
        <source>Not in list</source>
        <translation>Hayupo kwenye orodha</translation>
    </message>
    <message>
        <source>Try again when online, or ask a supervisor.</source>
        <translation>Jaribu tena mtandaoni, au muulize msimamizi.</translation>
    </message>
    <message>
        <source>This ticket is for {event}.</source>
        <translation>Tiketi hii ni ya {event}.</translation>
    </message>
    <message>
        <source>This ticket has been used.</source>
        <translation>Tiketi hii imetumika.</translation>
    </message>
    <message>
        <source>In {entered}, out {left}. This list lets in once.</source>
        <translation>Aliingia {entered}, akatoka {left}. Orodha hii huruhusu kuingia mara moja.</translation>
    </message>
    <message>
        <source>This kiosk let this ticket in moments ago. It is your own second scan.</source>
        <translation>Kituo hiki kiliruhusu tiketi hii sasa hivi. Ni skani yako ya pili.</translation>
    </message>
    <message>
        <source>Entered {time} at {gate}, {ago}.</source>
        <translation>Aliingia {time}, {gate}, {ago}.</translation>
    </message>
    <message>
        <source>Entered {time}, {ago}.</source>
        <translation>Aliingia {time}, {ago}.</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) left.</source>
        <translation>
            <numerusform>Nafasi %n imebaki.</numerusform>
            <numerusform>Nafasi %n zimebaki.</numerusform>
        </translation>
    </message>
    <message>
        <source>Group ticket</source>
        <translation>Tiketi ya kikundi</translation>
    </message>
    <message>
        <source>Self-service</source>
        <translation>Huduma binafsi</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Toka</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Ingia</translation>
    </message>
    <message>
        <source>Seat map</source>
        <translation>Ramani ya viti</translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation>Leta sasa</translation>
    </message>
    <message>
        <source>Signed in: {name}</source>
        <translation>Ameingia: {name}</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>Hakuna aliyeingia.</translation>
    </message>
    <message>
        <source>No supervisor with a PIN is known to this kiosk.</source>
        <translation>Kituo hiki hakijui msimamizi mwenye PIN.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Imerudishwa.</translation>
    </message>
    <message>
        <source>This value cannot be used.</source>
        <translation>Thamani hii haifai.</translation>
    </message>
    <message>
        <source>Ask the organizer to give one a PIN.</source>
        <translation>Mwombe mwandaaji aweke PIN.</translation>
    </message>
    <message>
        <source>Leave self-service</source>
        <translation>Ondoka huduma binafsi</translation>
    </message>
    <message>
        <source>The bundle could not be written: {problem}</source>
        <translation>Kifurushi hakikuandikwa: {problem}</translation>
    </message>
    <message>
        <source>The bundle is at {path}. It holds no guest and no key.</source>
        <translation>Kifurushi kipo {path}. Hakina mgeni wala ufunguo.</translation>
    </message>
    <message>
        <source>{n} scans wait to be sent. Connect this kiosk first; nothing may be lost.</source>
        <translation>Skani {n} zinasubiri kutumwa. Unganisha kituo kwanza; hakuna kitakachopotea.</translation>
    </message>
    <message>
        <source>Reset this kiosk</source>
        <translation>Anzisha upya kituo hiki</translation>
    </message>
    <message>
        <source>Guest list, journal and keys are deleted from it.</source>
        <translation>Orodha, jarida na funguo vitafutwa.</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Futa yote</translation>
    </message>
    <message>
        <source>This PIN is wrong.</source>
        <translation>PIN hii si sahihi.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in {n} seconds.</source>
        <translation>PIN nyingi zisizo sahihi. Jaribu baada ya sekunde {n}.</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Imepotea</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Imeharibika</translation>
    </message>
    <message>
        <source>Misspelt</source>
        <translation>Imekosewa</translation>
    </message>
    <message>
        <source>Printer jam</source>
        <translation>Printa imekwama</translation>
    </message>
    <message>
        <source>The seat slip was sent.</source>
        <translation>Karatasi ya kiti imetumwa.</translation>
    </message>
    <message>
        <source>The test label was sent.</source>
        <translation>Lebo ya jaribio imetumwa.</translation>
    </message>
    <message>
        <source>The preview is at {path}.</source>
        <translation>Onyesho lipo {path}.</translation>
    </message>
    <message>
        <source>Guest list</source>
        <translation>Orodha ya wageni</translation>
    </message>
    <message>
        <source>The guest list is empty.</source>
        <translation>Orodha ya wageni ni tupu.</translation>
    </message>
    <message>
        <source>{n} tickets, as of {time}.</source>
        <translation>Tiketi {n}, saa {time}.</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Kichina</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Kijapani</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Kikorea</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>Kithai</translation>
    </message>
    <message>
        <source>Devanagari</source>
        <translation>Devanagari</translation>
    </message>
    <message>
        <source>Bengali</source>
        <translation>Kibengali</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>Kitamil</translation>
    </message>
    <message>
        <source>Khmer</source>
        <translation>Kikhmer</translation>
    </message>
    <message>
        <source>Burmese</source>
        <translation>Kiburma</translation>
    </message>
    <message>
        <source>Ethiopic</source>
        <translation>Kiethiopia</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Kiebrania</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>picha</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Majina</translation>
    </message>
    <message>
        <source>They are being looked through.</source>
        <translation>Yanaangaliwa.</translation>
    </message>
    <message>
        <source>This kiosk can show and print them all.</source>
        <translation>Kioski hiki kinaweza kuonyesha na kuchapisha yote.</translation>
    </message>
    <message>
        <source>No font here has the letters of {n} of them ({scripts}): they are shown and printed in Latin letters. To have them as they are, install {packages} and start again.</source>
        <translation>Hakuna fonti hapa yenye herufi za {n} kati yake ({scripts}): yanaonyeshwa na kuchapishwa kwa herufi za Kilatini. Ili yawe kama yalivyo, sakinisha {packages} kisha uanze upya.</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Saa</translation>
    </message>
    <message>
        <source>Never compared with the server&apos;s clock.</source>
        <translation>Haijalinganishwa na saa ya seva.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong by {n} seconds; scans use the right time.</source>
        <translation>Saa imekosea sekunde {n}; skani zinatumia wakati sahihi.</translation>
    </message>
    <message>
        <source>{n} ms from the server&apos;s clock.</source>
        <translation>ms {n} kutoka saa ya seva.</translation>
    </message>
    <message>
        <source>Camera or scanner</source>
        <translation>Kamera au skana</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>kamera</translation>
    </message>
    <message>
        <source>NFC reader</source>
        <translation>kisoma NFC</translation>
    </message>
    <message>
        <source>codes were read</source>
        <translation>misimbo ilisomwa</translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation>Bado hakuna kilichosomwa.</translation>
    </message>
    <message>
        <source>Scan any code once to try a hand scanner.</source>
        <translation>Skani msimbo wowote kujaribu skana.</translation>
    </message>
    <message>
        <source>It is being asked for paper and head.</source>
        <translation>Inaulizwa kuhusu karatasi na kichwa.</translation>
    </message>
    <message>
        <source>{printer}: it cannot be asked for paper and head. Look at it.</source>
        <translation>{printer}: haiwezi kuulizwa kuhusu karatasi na kichwa. Iangalie.</translation>
    </message>
    <message>
        <source>{printer}: paper is in, and nothing is open.</source>
        <translation>{printer}: karatasi ipo, na hakuna kilicho wazi.</translation>
    </message>
    <message>
        <source>Server and other doors</source>
        <translation>Seva na milango mingine</translation>
    </message>
    <message>
        <source>{n} of {all} other doors answer on this network.</source>
        <translation>Milango mingine {n} kati ya {all} inajibu kwenye mtandao huu.</translation>
    </message>
    <message>
        <source>The server does not answer; this door works on its own list.</source>
        <translation>Seva haijibu; mlango huu unatumia orodha yake.</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Skani</translation>
    </message>
    <message>
        <source>The server questions {n} scans; the organizer sees them.</source>
        <translation>Seva inatilia shaka skani {n}; mwandaaji anaziona.</translation>
    </message>
    <message>
        <source>{n} wait to be sent.</source>
        <translation>{n} zinasubiri kutumwa.</translation>
    </message>
    <message>
        <source>All are sent.</source>
        <translation>Zote zimetumwa.</translation>
    </message>
    <message>
        <source>Nobody is signed in at this door.</source>
        <translation>Hakuna aliyeingia kwenye mlango huu.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Diski</translation>
    </message>
    <message>
        <source>{n} MB free.</source>
        <translation>MB {n} zipo wazi.</translation>
    </message>
    <message>
        <source>{n} %, plugged in.</source>
        <translation>{n} %, imeunganishwa na umeme.</translation>
    </message>
    <message>
        <source>{n} %, not plugged in.</source>
        <translation>{n} %, haijaunganishwa na umeme.</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Betri</translation>
    </message>
    <message>
        <source>Wrong person</source>
        <translation>Mtu siye</translation>
    </message>
    <message>
        <source>Did not go in</source>
        <translation>Hakuingia</translation>
    </message>
    <message>
        <source>Scanned by mistake</source>
        <translation>Imeskaniwa kimakosa</translation>
    </message>
    <message>
        <source>Known to the organizer</source>
        <translation>Anajulikana na mwandaaji</translation>
    </message>
    <message>
        <source>Identity checked</source>
        <translation>Utambulisho umethibitishwa</translation>
    </message>
    <message>
        <source>Mistake in the list</source>
        <translation>Kosa kwenye orodha</translation>
    </message>
    <message>
        <source>Medical or safety</source>
        <translation>Afya au usalama</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>Ingia kwanza</translation>
    </message>
    <message>
        <source>Press Sign in and type your PIN.</source>
        <translation>Bonyeza Ingia na uandike PIN yako.</translation>
    </message>
    <message>
        <source>Call staff</source>
        <translation>Ita wahudumu</translation>
    </message>
    <message>
        <source>Something went wrong in this kiosk.</source>
        <translation>Hitilafu imetokea kwenye kituo hiki.</translation>
    </message>
    <message>
        <source>Scan again. If it stays, restart the kiosk.</source>
        <translation>Skani tena. Ikiendelea, washa upya kituo.</translation>
    </message>
    <message>
        <source>This event has no seat map.</source>
        <translation>Tukio hili halina ramani ya viti.</translation>
    </message>
    <message>
        <source>{seat} is cleared.</source>
        <translation>{seat} imeachwa wazi.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Kwa nini?</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Imekamilika.</translation>
    </message>
    <message>
        <source>They have changed places.</source>
        <translation>Wamebadilishana viti.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Imetenguliwa.</translation>
    </message>
    <message>
        <source>There is nothing on the map to undo.</source>
        <translation>Hakuna cha kutendua kwenye ramani.</translation>
    </message>
    <message>
        <source>Tap the new seat of {name}.</source>
        <translation>Gusa kiti kipya cha {name}.</translation>
    </message>
    <message>
        <source>this guest</source>
        <translation>mgeni huyu</translation>
    </message>
    <message>
        <source>Tap where the {n} are to sit.</source>
        <translation>Gusa mahali watu {n} watakaa.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Ghairi</translation>
    </message>
    <message>
        <source>{seat} is held or blocked.</source>
        <translation>{seat} kimeshikiliwa au kimezuiwa.</translation>
    </message>
    <message>
        <source>Now at {seat}.</source>
        <translation>Sasa yuko {seat}.</translation>
    </message>
    <message>
        <source>A note is one short line of text.</source>
        <translation>Dokezo ni mstari mmoja mfupi wa maandishi.</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>Dokezo limehifadhiwa.</translation>
    </message>
    <message>
        <source>The note is gone.</source>
        <translation>Dokezo limeondolewa.</translation>
    </message>
    <message>
        <source>Note on {name}</source>
        <translation>Dokezo kuhusu {name}</translation>
    </message>
    <message>
        <source>{name} sits at {seat}.</source>
        <translation>{name} amekaa {seat}.</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Badilishana</translation>
    </message>
    <message>
        <source>{seat} has {n} free places.</source>
        <translation>{seat} ina nafasi {n} wazi.</translation>
    </message>
    <message>
        <source>You are told who arrives at {seat}.</source>
        <translation>Utaambiwa anayefika {seat}.</translation>
    </message>
    <message>
        <source>{seat} is no longer one of yours.</source>
        <translation>{seat} si yako tena.</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Kimevunjika</translation>
    </message>
    <message>
        <source>Not clean</source>
        <translation>Si safi</translation>
    </message>
    <message>
        <source>No view</source>
        <translation>Hakuna mwonekano</translation>
    </message>
    <message>
        <source>For a guest</source>
        <translation>Kwa mgeni</translation>
    </message>
    <message>
        <source>For crew</source>
        <translation>Kwa wafanyakazi</translation>
    </message>
    <message>
        <source>Walk-in</source>
        <translation>Aliyekuja bila nafasi</translation>
    </message>
    <message>
        <source>Choose why.</source>
        <translation>Chagua sababu.</translation>
    </message>
    <message>
        <source>{who}, in {time}</source>
        <translation>{who}, kuingia {time}</translation>
    </message>
    <message>
        <source>{who}, out {time}</source>
        <translation>{who}, kutoka {time}</translation>
    </message>
    <message>
        <source>The last guest</source>
        <translation>Mgeni wa mwisho</translation>
    </message>
    <message>
        <source>{who} does not count any more.</source>
        <translation>{who} hahesabiwi tena.</translation>
    </message>
    <message>
        <source>Nothing undone</source>
        <translation>Hakuna kilichotenguliwa</translation>
    </message>
    <message>
        <source>The lost one opens no door any more.</source>
        <translation>Iliyopotea haifungui mlango tena.</translation>
    </message>
    <message>
        <source>Not replaced</source>
        <translation>Haijabadilishwa</translation>
    </message>
    <message>
        <source>The new wristband is linked.</source>
        <translation>Bangili mpya imeunganishwa.</translation>
    </message>
    <message>
        <source>Hand it over.</source>
        <translation>Mpe mgeni.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Hakuna picha</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Nimeelewa</translation>
    </message>
    <message>
        <source>Seat slip</source>
        <translation>Karatasi ya kiti</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>Pokea malipo</translation>
    </message>
    <message>
        <source>Let in anyway</source>
        <translation>Mruhusu hata hivyo</translation>
    </message>
    <message>
        <source>No supervisor</source>
        <translation>Hakuna msimamizi</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>Haijapokelewa</translation>
    </message>
    <message>
        <source>The guest list does not say in which currency.</source>
        <translation>Orodha ya wageni haisemi ni sarafu gani.</translation>
    </message>
    <message>
        <source>Connect this kiosk to fetch the list again.</source>
        <translation>Unganisha kioski hiki ili kupata orodha tena.</translation>
    </message>
    <message>
        <source>How much was paid, in {currency}?</source>
        <translation>Kiasi gani kimelipwa, kwa {currency}?</translation>
    </message>
    <message>
        <source>Amount in {currency}</source>
        <translation>Kiasi kwa {currency}</translation>
    </message>
    <message>
        <source>An amount such as 25 or 12.50</source>
        <translation>Kiasi kama 25 au 12.50</translation>
    </message>
    <message>
        <source>How was it paid?</source>
        <translation>Imelipwaje?</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Taslimu</translation>
    </message>
    <message>
        <source>Card terminal</source>
        <translation>Kadi</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Ruka</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ndiyo</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Hapana</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Piga picha</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>Namba</translation>
    </message>
    <message>
        <source>A date</source>
        <translation>Tarehe</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>Jibu</translation>
    </message>
    <message>
        <source>A whole number of persons</source>
        <translation>Idadi kamili ya watu</translation>
    </message>
    <message>
        <source>This answer is needed.</source>
        <translation>Jibu hili linahitajika.</translation>
    </message>
    <message>
        <source>Capital letters</source>
        <translation>Herufi kubwa</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Nafasi</translation>
    </message>
    <message>
        <source>Delete the last letter</source>
        <translation>Futa herufi ya mwisho</translation>
    </message>
    <message>
        <source>A device on this network was turned away ({host}): {why}</source>
        <translation>Kifaa kwenye mtandao huu kimekataliwa ({host}): {why}</translation>
    </message>
    <message>
        <source>This kiosk was restored from a copy; it goes on as new.</source>
        <translation>Kioski hiki kimerejeshwa kutoka nakala; kinaendelea kama kipya.</translation>
    </message>
    <message>
        <source>The organizer revoked this kiosk. Its guest list is gone; use another kiosk.</source>
        <translation>Mwandaaji amebatilisha kioski hiki. Orodha yake ya wageni imefutwa; tumia kioski kingine.</translation>
    </message>
    <message>
        <source>Find guest or seat</source>
        <translation>Tafuta mgeni au kiti</translation>
    </message>
    <message>
        <source>has no seat · tap to give one</source>
        <translation>hana kiti · gusa kumpa</translation>
    </message>
    <message>
        <source>Nobody and no seat is called that.</source>
        <translation>Hakuna mgeni wala kiti kwa jina hilo.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Hifadhi</translation>
    </message>
    <message>
        <source>Whole room</source>
        <translation>Ukumbi wote</translation>
    </message>
    <message>
        <source>Arrived at {gate}</source>
        <translation>Amefika {gate}</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Amefika</translation>
    </message>
    <message>
        <source>your table</source>
        <translation>meza yako</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Ukumbi</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>Dokezo: {text}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Dokezo</translation>
    </message>
    <message>
        <source>Note on the seat</source>
        <translation>Dokezo la kiti</translation>
    </message>
    <message>
        <source>Note on the table</source>
        <translation>Dokezo la meza</translation>
    </message>
    <message>
        <source>About {n} in the next quarter hour</source>
        <translation>Takriban {n} katika robo saa ijayo</translation>
    </message>
    <message>
        <source>About {n} of them at your tables</source>
        <translation>Kati yao takriban {n} kwenye meza zako</translation>
    </message>
    <message>
        <source>Minimum spend {amount}</source>
        <translation>Matumizi ya chini {amount}</translation>
    </message>
    <message>
        <source>Two hosts gave this seat away. The first move stands; check who sits here.</source>
        <translation>Wenyeji wawili wametoa kiti hiki. Hatua ya kwanza inabaki; angalia aliyekaa hapa.</translation>
    </message>
    <message>
        <source>Blocked: {reason}</source>
        <translation>Kimezuiwa: {reason}</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>hakuna sababu</translation>
    </message>
    <message>
        <source>Held: {reason}</source>
        <translation>Kimeshikiliwa: {reason}</translation>
    </message>
    <message>
        <source>Nobody has this seat.</source>
        <translation>Hakuna mwenye kiti hiki.</translation>
    </message>
    <message>
        <source>here</source>
        <translation>yupo</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>anatarajiwa</translation>
    </message>
    <message>
        <source>left</source>
        <translation>ameondoka</translation>
    </message>
    <message>
        <source>Unknown guest</source>
        <translation>Mgeni asiyejulikana</translation>
    </message>
    <message>
        <source>Host: {name}</source>
        <translation>Mwenyeji: {name}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Hamisha</translation>
    </message>
    <message>
        <source>My table</source>
        <translation>Meza yangu</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Acha wazi</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Shikilia</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Achilia</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Ondoa zuio</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Zuia</translation>
    </message>
    <message>
        <source>free</source>
        <translation>wazi</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>needs help</source>
        <translation>anahitaji msaada</translation>
    </message>
    <message>
        <source>held</source>
        <translation>kimeshikiliwa</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>kimezuiwa</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>mgongano</translation>
    </message>
    <message>
        <source>{n} places</source>
        <translation>nafasi {n}</translation>
    </message>
    <message>
        <source>{n} here</source>
        <translation>{n} wapo</translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation>{n} wanatarajiwa</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>{n} wameondoka</translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation>{n} wazi</translation>
    </message>
    <message>
        <source>Scan the code below with the hand scanner.</source>
        <translation>Skani msimbo hapa chini kwa skana ya mkono.</translation>
    </message>
    <message>
        <source>That was not the code on the screen. Nothing was changed.</source>
        <translation>Huo haukuwa msimbo wa skrini. Hakuna kilichobadilishwa.</translation>
    </message>
    <message>
        <source>The scanner is set up as it read the code.</source>
        <translation>Skana imewekwa jinsi ilivyosoma msimbo.</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Soma tena</translation>
    </message>
    <message>
        <source>Only a part of the code arrived.</source>
        <translation>Sehemu tu ya msimbo imefika.</translation>
    </message>
    <message>
        <source>Scan the ticket again.</source>
        <translation>Skani tiketi tena.</translation>
    </message>
</context>
</TS>
