<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Doors open</source>
        <translation>Einlass</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Let in.</source>
        <translation>Einlassen.</translation>
    </message>
    <message>
        <source>Let in, and do what the dark line says.</source>
        <translation>Einlassen und tun, was die dunkle Zeile sagt.</translation>
    </message>
    <message>
        <source>A question: answer it below, or tap the wristband.</source>
        <translation>Eine Frage: unten antworten oder das Armband antippen.</translation>
    </message>
    <message>
        <source>Do not let in; the dark line says what to do.</source>
        <translation>Nicht einlassen; die dunkle Zeile sagt, was zu tun ist.</translation>
    </message>
    <message>
        <source>Not about the guest: nothing was decided. Read why.</source>
        <translation>Nicht wegen des Gastes: Nichts wurde entschieden. Den Grund lesen.</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Scannen</translation>
    </message>
    <message>
        <source>Hold the code still before the camera, a hand scanner or an NFC reader. The next ticket replaces what is shown.</source>
        <translation>Den Code ruhig vor Kamera, Handscanner oder NFC-Leser halten. Das nächste Ticket ersetzt, was zu sehen ist.</translation>
    </message>
    <message>
        <source>A part of the name, the order number, the seat or the end of the code is enough.</source>
        <translation>Ein Teil des Namens, der Bestellnummer, des Platzes oder das Ende des Codes genügt.</translation>
    </message>
    <message>
        <source>Takes back the last scan of this door, and asks why.</source>
        <translation>Nimmt den letzten Scan dieser Tür zurück und fragt, warum.</translation>
    </message>
    <message>
        <source>A supervisor (★) gives a reason and a PIN. It is written down.</source>
        <translation>Eine Leitung (★) gibt Grund und PIN an. Es wird festgehalten.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Ohne Netz</translation>
    </message>
    <message>
        <source>Go on scanning. This door works on its own list and sends everything later.</source>
        <translation>Weiter scannen. Diese Tür arbeitet mit ihrer eigenen Liste und sendet alles später.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Go: the doors can open.</source>
        <translation>Bereit: Der Einlass kann beginnen.</translation>
    </message>
    <message>
        <source>Go, but look at the yellow points.</source>
        <translation>Bereit, aber die gelben Punkte ansehen.</translation>
    </message>
    <message>
        <source>No go: see to the red points first.</source>
        <translation>Nicht bereit: Zuerst die roten Punkte klären.</translation>
    </message>
    <message>
        <source>No answer from the server.</source>
        <translation>Keine Antwort vom Server.</translation>
    </message>
    <message>
        <source>This is no server address.</source>
        <translation>Das ist keine Serveradresse.</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Anmeldecode</translation>
    </message>
    <message>
        <source>Kiosk name, such as Gate A left</source>
        <translation>Name des Geräts, z. B. Tor A links</translation>
    </message>
    <message>
        <source>Name of this kiosk</source>
        <translation>Name dieses Geräts</translation>
    </message>
    <message>
        <source>Enrol this kiosk</source>
        <translation>Gerät anmelden</translation>
    </message>
    <message>
        <source>This code is not an enrolment code of an Usher server.</source>
        <translation>Das ist kein Anmeldecode eines Usher-Servers.</translation>
    </message>
    <message>
        <source>Paste the whole code that the organizer&apos;s page shows.</source>
        <translation>Den ganzen Code von der Seite des Veranstalters einfügen.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Server wird gefragt…</translation>
    </message>
    <message>
        <source>Make this a door</source>
        <translation>Zum Einlass machen</translation>
    </message>
    <message>
        <source>Ask the organizer for an enrolment code of this event. Hold it to the camera, or paste its text here.</source>
        <translation>Beim Veranstalter einen Anmeldecode für diese Veranstaltung holen. Vor die Kamera halten oder den Text hier einfügen.</translation>
    </message>
    <message>
        <source>We cannot read this code. Make the screen brighter.</source>
        <translation>Wir können den Code nicht lesen. Bitte den Bildschirm heller stellen.</translation>
    </message>
    <message>
        <source>We cannot find this ticket.</source>
        <translation>Wir finden dieses Ticket nicht.</translation>
    </message>
    <message>
        <source>This door opens later.</source>
        <translation>Dieser Eingang öffnet später.</translation>
    </message>
    <message>
        <source>This ticket has already been used.</source>
        <translation>Dieses Ticket wurde schon benutzt.</translation>
    </message>
    <message>
        <source>Your ticket is for another entrance.</source>
        <translation>Ihr Ticket gilt für einen anderen Eingang.</translation>
    </message>
    <message>
        <source>It is full at the moment. Please wait.</source>
        <translation>Im Moment ist es voll. Bitte warten.</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>Auf Wiedersehen</translation>
    </message>
    <message>
        <source>Have a safe way home.</source>
        <translation>Kommen Sie gut nach Hause.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Please go in.</source>
        <translation>Bitte eintreten.</translation>
    </message>
    <message>
        <source>Please speak to our staff on your way in.</source>
        <translation>Bitte beim Eintreten unser Personal ansprechen.</translation>
    </message>
    <message>
        <source>We need a moment with this ticket.</source>
        <translation>Dieses Ticket braucht einen Moment.</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Einen Moment</translation>
    </message>
    <message>
        <source>Please speak to our staff.</source>
        <translation>Bitte wenden Sie sich an unser Personal.</translation>
    </message>
    <message>
        <source>Check in here</source>
        <translation>Hier einchecken</translation>
    </message>
    <message>
        <source>Hold the code of your ticket in front of the camera.</source>
        <translation>Halten Sie den Code Ihres Tickets vor die Kamera.</translation>
    </message>
    <message>
        <source>No camera found, or another program uses it. Scan with a hand scanner or search.</source>
        <translation>Keine Kamera, oder ein anderes Programm benutzt sie. Handscanner oder Suche benutzen.</translation>
    </message>
    <message>
        <source>The camera gives no picture. Check its cable.</source>
        <translation>Die Kamera liefert kein Bild. Kabel prüfen.</translation>
    </message>
    <message>
        <source>The video source cannot be opened.</source>
        <translation>Die Videoquelle lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>This kiosk uses no camera.</source>
        <translation>Dieses Gerät benutzt keine Kamera.</translation>
    </message>
    <message>
        <source>The disk is full or cannot be written. Free some space.</source>
        <translation>Die Festplatte ist voll oder gesperrt. Platz schaffen.</translation>
    </message>
    <message>
        <source>A file of this kiosk is damaged. Use another kiosk and call staff.</source>
        <translation>Eine Datei dieses Geräts ist beschädigt. Anderes Gerät benutzen und Hilfe rufen.</translation>
    </message>
    <message>
        <source>This scan could not be saved. Scan again.</source>
        <translation>Dieser Scan wurde nicht gespeichert. Noch einmal scannen.</translation>
    </message>
    <message>
        <source>There is no scan of this kiosk to undo.</source>
        <translation>Es gibt keinen Scan dieses Geräts zurückzunehmen.</translation>
    </message>
    <message>
        <source>This guest was scanned again since; look at the ticket.</source>
        <translation>Dieser Gast wurde seither wieder gescannt; sehen Sie im Ticket nach.</translation>
    </message>
    <message>
        <source>There is no scan of this ticket to take back here.</source>
        <translation>Es gibt hier keinen Scan dieses Tickets zurückzunehmen.</translation>
    </message>
    <message>
        <source>Another door made this scan. Only a supervisor may take it back.</source>
        <translation>Das war ein anderer Einlass. Nur die Leitung darf es zurücknehmen.</translation>
    </message>
    <message>
        <source>This wristband cannot be read.</source>
        <translation>Dieses Armband ist nicht lesbar.</translation>
    </message>
    <message>
        <source>This chip has another number at each tap. Use a wristband.</source>
        <translation>Dieser Chip hat bei jedem Tippen eine andere Nummer. Nehmen Sie ein Armband.</translation>
    </message>
    <message>
        <source>This seat is not free any more. Look at the map again.</source>
        <translation>Dieser Platz ist nicht mehr frei. Den Plan noch einmal ansehen.</translation>
    </message>
    <message>
        <source>Let the guest in first; the new wristband is linked with that.</source>
        <translation>Den Gast zuerst einlassen; dabei wird das Armband verbunden.</translation>
    </message>
    <message>
        <source>This is the wristband the guest already has.</source>
        <translation>Dieses Armband hat der Gast schon.</translation>
    </message>
    <message>
        <source>Let the guest in first, then print the badge.</source>
        <translation>Den Gast zuerst einlassen, dann drucken.</translation>
    </message>
    <message>
        <source>This is no enrolment code.</source>
        <translation>Das ist kein Anmeldecode.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>Der Drucker antwortet nicht.</translation>
    </message>
    <message>
        <source>There is no such printer on this computer.</source>
        <translation>Diesen Drucker gibt es hier nicht.</translation>
    </message>
    <message>
        <source>Paper is out. Put a new roll in.</source>
        <translation>Das Papier ist aus. Eine neue Rolle einlegen.</translation>
    </message>
    <message>
        <source>Paper is nearly out. Have a new roll ready.</source>
        <translation>Das Papier ist fast aus. Eine neue Rolle bereithalten.</translation>
    </message>
    <message>
        <source>The head is open. Close it.</source>
        <translation>Der Druckkopf ist offen. Schließen.</translation>
    </message>
    <message>
        <source>The cover is open. Close it.</source>
        <translation>Die Klappe ist offen. Schließen.</translation>
    </message>
    <message>
        <source>The ribbon is out. Put a new one in.</source>
        <translation>Das Farbband ist aus. Ein neues einlegen.</translation>
    </message>
    <message>
        <source>The printer is paused. Press its pause key.</source>
        <translation>Der Drucker steht auf Pause. Seine Pausetaste drücken.</translation>
    </message>
    <message>
        <source>The print head is too hot. Let it cool.</source>
        <translation>Der Druckkopf ist zu heiß. Abkühlen lassen.</translation>
    </message>
    <message>
        <source>The cutter is stuck. Open the cover and free it.</source>
        <translation>Das Messer klemmt. Die Klappe öffnen und es lösen.</translation>
    </message>
    <message>
        <source>The printer reports a fault. Switch it off and on.</source>
        <translation>Der Drucker meldet einen Fehler. Aus- und einschalten.</translation>
    </message>
    <message>
        <source>The printer is offline. Look at its lights.</source>
        <translation>Der Drucker ist nicht bereit. Seine Lämpchen ansehen.</translation>
    </message>
    <message>
        <source>It is not enrolled for this event.</source>
        <translation>Es ist für diese Veranstaltung nicht angemeldet.</translation>
    </message>
    <message>
        <source>The organizer revoked it.</source>
        <translation>Der Veranstalter hat es gesperrt.</translation>
    </message>
    <message>
        <source>It sent an entry that makes no sense.</source>
        <translation>Es hat einen Eintrag gesendet, der keinen Sinn ergibt.</translation>
    </message>
    <message>
        <source>It sent an entry that was altered.</source>
        <translation>Es hat einen veränderten Eintrag gesendet.</translation>
    </message>
    <message>
        <source>It sent an entry that is not what it says.</source>
        <translation>Es hat einen Eintrag gesendet, der nicht ist, was er vorgibt.</translation>
    </message>
    <message>
        <source>It sent an entry of a kind that is not shared.</source>
        <translation>Es hat einen Eintrag einer Art gesendet, die nicht geteilt wird.</translation>
    </message>
    <message>
        <source>It does not listen.</source>
        <translation>Es hört nicht zu.</translation>
    </message>
    <message>
        <source>It sent something that makes no sense.</source>
        <translation>Es hat etwas gesendet, das keinen Sinn ergibt.</translation>
    </message>
    <message>
        <source>It sends more than a door can have to say.</source>
        <translation>Es sendet mehr, als eine Tür zu sagen haben kann.</translation>
    </message>
    <message>
        <source>It sent something that cannot be opened.</source>
        <translation>Es hat etwas gesendet, das sich nicht öffnen lässt.</translation>
    </message>
    <message>
        <source>It repeated, dropped or sent back a message.</source>
        <translation>Es hat eine Nachricht wiederholt, ausgelassen oder zurückgeschickt.</translation>
    </message>
    <message>
        <source>It did not prove who it is.</source>
        <translation>Es hat nicht bewiesen, wer es ist.</translation>
    </message>
    <message>
        <source>It does not speak our language.</source>
        <translation>Es spricht unsere Sprache nicht.</translation>
    </message>
    <message>
        <source>It speaks another version.</source>
        <translation>Es spricht eine andere Version.</translation>
    </message>
    <message>
        <source>It belongs to another event.</source>
        <translation>Es gehört zu einer anderen Veranstaltung.</translation>
    </message>
    <message>
        <source>It sent more than a message may hold.</source>
        <translation>Es hat mehr gesendet, als eine Nachricht fassen darf.</translation>
    </message>
    <message>
        <source>It has this kiosk&apos;s key: one of the two is a copy.</source>
        <translation>Es hat den Schlüssel dieses Kiosks: einer von beiden ist eine Kopie.</translation>
    </message>
    <message>
        <source>This kiosk cannot listen on the network.</source>
        <translation>Dieser Kiosk kann im Netz nicht lauschen.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Entries per minute, last hour</source>
        <translation>Eintritte pro Minute, letzte Stunde</translation>
    </message>
    <message>
        <source>No guest list has arrived on this kiosk yet.</source>
        <translation>Auf diesem Gerät ist noch keine Gästeliste.</translation>
    </message>
    <message>
        <source>By ticket type</source>
        <translation>Nach Ticketart</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>drinnen</translation>
    </message>
    <message>
        <source>inside of {capacity}</source>
        <translation>drinnen von {capacity}</translation>
    </message>
    <message>
        <source>{left} places left</source>
        <translation>{left} Plätze frei</translation>
    </message>
    <message>
        <source>{expected} still expected</source>
        <translation>{expected} noch erwartet</translation>
    </message>
    <message>
        <source>{come} of {all}</source>
        <translation>{come} von {all}</translation>
    </message>
    <message>
        <source>{n} at most</source>
        <translation>höchstens {n}</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>vor einer Stunde</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>This kiosk: {n} an hour.</source>
        <translation>Dieses Gerät: {n} pro Stunde.</translation>
    </message>
    <message>
        <source>Still to come: about {rest}, of these {soon} within 15 minutes.</source>
        <translation>Noch zu erwarten: etwa {rest}, davon {soon} in 15 Minuten.</translation>
    </message>
    <message>
        <source>At this pace they take this kiosk {n} minutes.</source>
        <translation>Bei diesem Tempo braucht dieses Gerät {n} Minuten.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Nobody of this event can sign in here yet.</source>
        <translation>Für diese Veranstaltung kann sich noch niemand anmelden.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>Letzte Ziffer löschen</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Kamerabild</translation>
    </message>
    <message>
        <source>Starting the camera</source>
        <translation>Kamera startet</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Last scans</source>
        <translation>Letzte Scans</translation>
    </message>
    <message>
        <source>Name, order number, company, seat, or the last letters of the code</source>
        <translation>Name, Bestellung, Firma, Platz oder Ende des Codes</translation>
    </message>
    <message>
        <source>Search for a guest</source>
        <translation>Gast suchen</translation>
    </message>
    <message>
        <source>Guests found</source>
        <translation>Gefundene Gäste</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Einlassen</translation>
    </message>
    <message>
        <source>Let out</source>
        <translation>Hinauslassen</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Nobody found. Check the spelling, or type less.</source>
        <translation>Niemand gefunden. Schreibweise prüfen oder weniger tippen.</translation>
    </message>
    <message>
        <source>Several guests have the same name: compare order, seat and code.</source>
        <translation>Mehrere Gäste heißen so: Bestellung, Platz und Code vergleichen.</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>code …{tail}</source>
        <translation>Code …{tail}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Keine Kamera</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Kein Drucker</translation>
    </message>
    <message>
        <source>Sharp enough</source>
        <translation>Scharf genug</translation>
    </message>
    <message>
        <source>Not sharp: move the code</source>
        <translation>Unscharf: Code bewegen</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Schärfe</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>NFC readers: {names}</source>
        <translation>NFC-Leser: {names}</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>Bild und Ton</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Einlass</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Staff must sign in to scan</source>
        <translation>Personal muss sich zum Scannen anmelden</translation>
    </message>
    <message>
        <source>Self-service for guests</source>
        <translation>Selbstbedienung für Gäste</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Keyboard on the screen</source>
        <translation>Bildschirmtastatur</translation>
    </message>
    <message>
        <source>Mirror the picture</source>
        <translation>Bild spiegeln</translation>
    </message>
    <message>
        <source>Lamp on, where the camera has one</source>
        <translation>Lampe an, falls vorhanden</translation>
    </message>
    <message>
        <source>Enter or Tab</source>
        <translation>Enter oder Tab</translation>
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
        <translation>nichts</translation>
    </message>
    <message>
        <source>Hand scanner and NFC</source>
        <translation>Handscanner und NFC</translation>
    </message>
    <message>
        <source>Before each code</source>
        <translation>Vor jedem Code</translation>
    </message>
    <message>
        <source>After each code</source>
        <translation>Nach jedem Code</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Endet mit</translation>
    </message>
    <message>
        <source>Pause between keys</source>
        <translation>Pause zwischen Zeichen</translation>
    </message>
    <message>
        <source>Learn from a scan</source>
        <translation>Aus einem Scan lernen</translation>
    </message>
    <message>
        <source>on demand</source>
        <translation>auf Wunsch</translation>
    </message>
    <message>
        <source>once for each guest</source>
        <translation>einmal pro Gast</translation>
    </message>
    <message>
        <source>at every entry</source>
        <translation>bei jedem Eintritt</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Namensschild</translation>
    </message>
    <message>
        <source>Wristband label</source>
        <translation>Armbandetikett</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>This kiosk</source>
        <translation>Dieses Gerät</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>Support-Paket</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Close the app</source>
        <translation>App schließen</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Entry and exit</source>
        <translation>Ein- und Ausgang</translation>
    </message>
    <message>
        <source>Info only</source>
        <translation>Nur Info</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Print badge</source>
        <translation>Schild drucken</translation>
    </message>
    <message>
        <source>Replace wristband</source>
        <translation>Armband ersetzen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Wristband {band}</source>
        <translation>Armband {band}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Noch einmal drucken</translation>
    </message>
    <message>
        <source>Inside: {list}</source>
        <translation>Drinnen: {list}</translation>
    </message>
    <message>
        <source>Not inside</source>
        <translation>Nicht drinnen</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Noch nichts.</translation>
    </message>
    <message>
        <source>taken back later</source>
        <translation>später zurückgenommen</translation>
    </message>
    <message>
        <source>Wristband linked</source>
        <translation>Armband verbunden</translation>
    </message>
    <message>
        <source>Paid at the door</source>
        <translation>Am Eingang bezahlt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Whoever is scanned leaves.</source>
        <translation>Wer gescannt wird, geht.</translation>
    </message>
    <message>
        <source>Out for who is inside, in for who is not.</source>
        <translation>Hinaus, wer drinnen ist; hinein, wer es nicht ist.</translation>
    </message>
    <message>
        <source>Nothing is written; nobody is let in.</source>
        <translation>Nichts wird geschrieben; niemand wird eingelassen.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Hold a ticket to the camera, scan it, or search.</source>
        <translation>Ticket vor die Kamera halten, scannen oder suchen.</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>in the last minute</source>
        <translation>letzte Minute</translation>
    </message>
    <message>
        <source>still expected</source>
        <translation>noch erwartet</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Cannot read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>The code holds nothing that can be read.</source>
        <translation>Der Code enthält nichts Lesbares.</translation>
    </message>
    <message>
        <source>Brighten the phone, hold it still, or search by name.</source>
        <translation>Telefon heller stellen, ruhig halten oder Namen suchen.</translation>
    </message>
    <message>
        <source>Not genuine</source>
        <translation>Nicht echt</translation>
    </message>
    <message>
        <source>The signature of this ticket is wrong.</source>
        <translation>Die Signatur dieses Tickets ist falsch.</translation>
    </message>
    <message>
        <source>Do not let in. Call a supervisor.</source>
        <translation>Nicht einlassen. Leitung rufen.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>This is no ticket of this event.</source>
        <translation>Das ist kein Ticket dieser Veranstaltung.</translation>
    </message>
    <message>
        <source>Ask for the ticket again, or search by name.</source>
        <translation>Noch einmal nach dem Ticket fragen oder Namen suchen.</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Ersetzt</translation>
    </message>
    <message>
        <source>A newer ticket was issued in place of this one.</source>
        <translation>Für dieses wurde ein neueres Ticket ausgestellt.</translation>
    </message>
    <message>
        <source>Ask for the newer ticket, or search by name.</source>
        <translation>Nach dem neueren Ticket fragen oder Namen suchen.</translation>
    </message>
    <message>
        <source>Other event</source>
        <translation>Andere Veranstaltung</translation>
    </message>
    <message>
        <source>Show the guest the way to that event.</source>
        <translation>Dem Gast den Weg dorthin zeigen.</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>This ticket was canceled.</source>
        <translation>Dieses Ticket wurde storniert.</translation>
    </message>
    <message>
        <source>Do not let in. Send to the ticket desk.</source>
        <translation>Nicht einlassen. Zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>The money for this ticket was given back.</source>
        <translation>Das Geld für dieses Ticket wurde erstattet.</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Staff blocked this ticket.</source>
        <translation>Das Personal hat dieses Ticket gesperrt.</translation>
    </message>
    <message>
        <source>Not approved</source>
        <translation>Nicht freigegeben</translation>
    </message>
    <message>
        <source>The order still waits for approval.</source>
        <translation>Die Bestellung wartet noch auf Freigabe.</translation>
    </message>
    <message>
        <source>Send to the ticket desk.</source>
        <translation>Zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Too early</source>
        <translation>Zu früh</translation>
    </message>
    <message>
        <source>This ticket or this door is not open yet.</source>
        <translation>Dieses Ticket oder dieser Eingang gilt noch nicht.</translation>
    </message>
    <message>
        <source>Ask the guest to come back later.</source>
        <translation>Den Gast bitten, später wiederzukommen.</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Zu spät</translation>
    </message>
    <message>
        <source>The time of this ticket or this door is over.</source>
        <translation>Die Zeit dieses Tickets oder Eingangs ist vorbei.</translation>
    </message>
    <message>
        <source>Wrong door</source>
        <translation>Falscher Eingang</translation>
    </message>
    <message>
        <source>This ticket is not for this entrance.</source>
        <translation>Dieses Ticket gilt nicht für diesen Eingang.</translation>
    </message>
    <message>
        <source>Wrong date</source>
        <translation>Falscher Tag</translation>
    </message>
    <message>
        <source>This ticket is for another date.</source>
        <translation>Dieses Ticket gilt für einen anderen Tag.</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Nicht bezahlt</translation>
    </message>
    <message>
        <source>This ticket is not paid yet.</source>
        <translation>Dieses Ticket ist noch nicht bezahlt.</translation>
    </message>
    <message>
        <source>Take the money here, or send to the ticket desk.</source>
        <translation>Hier kassieren oder zur Kasse schicken.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>A rule of this door says no.</source>
        <translation>Eine Regel dieses Eingangs sagt nein.</translation>
    </message>
    <message>
        <source>Explain the rule, or call a supervisor.</source>
        <translation>Die Regel erklären oder die Leitung rufen.</translation>
    </message>
    <message>
        <source>Already inside</source>
        <translation>Schon drinnen</translation>
    </message>
    <message>
        <source>Do not let in. Ask for ID, or call a supervisor.</source>
        <translation>Nicht einlassen. Ausweis verlangen oder Leitung rufen.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>There is no room left.</source>
        <translation>Es ist kein Platz mehr frei.</translation>
    </message>
    <message>
        <source>Ask the guest to wait for places.</source>
        <translation>Den Gast bitten zu warten.</translation>
    </message>
    <message>
        <source>One question</source>
        <translation>Eine Frage</translation>
    </message>
    <message>
        <source>Choose or write the answer below.</source>
        <translation>Die Antwort unten wählen oder schreiben.</translation>
    </message>
    <message>
        <source>Wristband</source>
        <translation>Armband</translation>
    </message>
    <message>
        <source>Tap or scan the new wristband now.</source>
        <translation>Jetzt das neue Armband auflegen oder scannen.</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Welches</translation>
    </message>
    <message>
        <source>Choose what the guest wants to use.</source>
        <translation>Wählen, was der Gast einlösen will.</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>Choose how many go in now.</source>
        <translation>Wählen, wie viele jetzt hineingehen.</translation>
    </message>
    <message>
        <source>VIP guest</source>
        <translation>VIP-Gast</translation>
    </message>
    <message>
        <source>Needs step-free access</source>
        <translation>Braucht stufenlosen Zugang</translation>
    </message>
    <message>
        <source>Wheelchair place</source>
        <translation>Rollstuhlplatz</translation>
    </message>
    <message>
        <source>Check the age</source>
        <translation>Alter prüfen</translation>
    </message>
    <message>
        <source>Press</source>
        <translation>Presse</translation>
    </message>
    <message>
        <source>Medical note</source>
        <translation>Medizinischer Hinweis</translation>
    </message>
    <message>
        <source>was not known to be inside</source>
        <translation>war nicht als drinnen bekannt</translation>
    </message>
    <message>
        <source>capacity is reached</source>
        <translation>die Kapazität ist erreicht</translation>
    </message>
    <message>
        <source>an older ticket was shown</source>
        <translation>ein älteres Ticket wurde gezeigt</translation>
    </message>
    <message>
        <source>ticket is canceled</source>
        <translation>Ticket ist storniert</translation>
    </message>
    <message>
        <source>ticket is refunded</source>
        <translation>Ticket ist erstattet</translation>
    </message>
    <message>
        <source>ticket is blocked</source>
        <translation>Ticket ist gesperrt</translation>
    </message>
    <message>
        <source>order is not approved</source>
        <translation>Bestellung ist nicht freigegeben</translation>
    </message>
    <message>
        <source>ticket is for another list</source>
        <translation>Ticket gilt für eine andere Liste</translation>
    </message>
    <message>
        <source>ticket is for another date</source>
        <translation>Ticket gilt für einen anderen Tag</translation>
    </message>
    <message>
        <source>ticket is not paid</source>
        <translation>Ticket ist nicht bezahlt</translation>
    </message>
    <message>
        <source>{who} was let in with a canceled ticket.</source>
        <translation>{who} kam mit storniertem Ticket herein.</translation>
    </message>
    <message>
        <source>{who} was let in with a refunded ticket.</source>
        <translation>{who} kam mit erstattetem Ticket herein.</translation>
    </message>
    <message>
        <source>{who} was let in with a blocked ticket.</source>
        <translation>{who} kam mit gesperrtem Ticket herein.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket that was replaced.</source>
        <translation>{who} kam mit ersetztem Ticket herein.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket the server does not know.</source>
        <translation>{who} kam mit einem Ticket herein, das der Server nicht kennt.</translation>
    </message>
    <message>
        <source>{who} was let in with an unpaid ticket.</source>
        <translation>{who} kam mit unbezahltem Ticket herein.</translation>
    </message>
    <message>
        <source>{who} was let in before the order was approved.</source>
        <translation>{who} kam vor der Freigabe herein.</translation>
    </message>
    <message>
        <source>{who} was let in outside the opening hours.</source>
        <translation>{who} kam außerhalb der Zeiten herein.</translation>
    </message>
    <message>
        <source>{who} was let in on another date than the ticket&apos;s.</source>
        <translation>{who} kam an einem anderen Tag als auf dem Ticket.</translation>
    </message>
    <message>
        <source>{who} was let in at the wrong door.</source>
        <translation>{who} kam am falschen Eingang herein.</translation>
    </message>
    <message>
        <source>{who} was let in against a rule.</source>
        <translation>{who} kam gegen eine Regel herein.</translation>
    </message>
    <message>
        <source>{who} was inside when the wristband went to another guest.</source>
        <translation>{who} war drinnen, als das Armband an einen anderen Gast ging.</translation>
    </message>
    <message>
        <source>More guests were let in than there is room for.</source>
        <translation>Es kamen mehr Gäste herein, als Platz haben.</translation>
    </message>
    <message>
        <source>Scanned twice</source>
        <translation>Zweimal gescannt</translation>
    </message>
    <message>
        <source>The same guest may go on. Do not let in anyone else.</source>
        <translation>Derselbe Gast darf weiter. Niemanden sonst einlassen.</translation>
    </message>
    <message>
        <source>Already used</source>
        <translation>Schon benutzt</translation>
    </message>
    <message>
        <source>Do not let in, or call a supervisor.</source>
        <translation>Nicht einlassen oder die Leitung rufen.</translation>
    </message>
    <message>
        <source>Send to {list}.</source>
        <translation>Zu {list} schicken.</translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation>Jetzt drinnen</translation>
    </message>
    <message>
        <source>For information</source>
        <translation>Zur Information</translation>
    </message>
    <message>
        <source>This ticket would be let in.</source>
        <translation>Dieses Ticket würde eingelassen.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Do not let in on this scan. Scan again.</source>
        <translation>Auf diesen Scan nicht einlassen. Noch einmal scannen.</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>Einzeln</translation>
    </message>
    <message>
        <source>Several tickets are in the picture.</source>
        <translation>Mehrere Tickets sind im Bild.</translation>
    </message>
    <message>
        <source>Show one ticket only.</source>
        <translation>Nur ein Ticket zeigen.</translation>
    </message>
    <message>
        <source>moments ago</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>This door serves no list any more. Ask the organizer for one.</source>
        <translation>Diese Tür bedient keine Liste mehr. Beim Veranstalter eine geben lassen.</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Offline seit {time}</translation>
    </message>
    <message>
        <source>No list yet</source>
        <translation>Noch keine Liste</translation>
    </message>
    <message numerus="yes">
        <source>List %n min old</source>
        <translation>
            <numerusform>Liste %n Min. alt</numerusform>
            <numerusform>Liste %n Min. alt</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Aktuell</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) waiting</source>
        <translation>
            <numerusform>%n Scan wartet</numerusform>
            <numerusform>%n Scans warten</numerusform>
        </translation>
    </message>
    <message>
        <source>A guest</source>
        <translation>Ein Gast</translation>
    </message>
    <message>
        <source>{who} came in twice; the entry at another door was first.</source>
        <translation>{who} kam zweimal herein; der andere Eingang war zuerst.</translation>
    </message>
    <message>
        <source>{who} came in twice, here and at another door.</source>
        <translation>{who} kam zweimal herein, hier und an einem anderen Eingang.</translation>
    </message>
    <message>
        <source>{who} was let in, which the server questions.</source>
        <translation>{who} kam herein; der Server hat Zweifel.</translation>
    </message>
    <message>
        <source>Let in by a supervisor: {reasons}</source>
        <translation>Von der Leitung eingelassen: {reasons}</translation>
    </message>
    <message>
        <source>Note what is wrong.</source>
        <translation>Notieren, was nicht stimmt.</translation>
    </message>
    <message>
        <source>Call the floor host, then let in.</source>
        <translation>Saalbetreuung rufen, dann einlassen.</translation>
    </message>
    <message>
        <source>Goodbye, but</source>
        <translation>Auf Wiedersehen, aber</translation>
    </message>
    <message>
        <source>Welcome, but</source>
        <translation>Willkommen, aber</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Gegangen</translation>
    </message>
    <message>
        <source>Come in</source>
        <translation>Hereinspaziert</translation>
    </message>
    <message>
        <source>Not in the list of {time}; the list is {minutes} min old.</source>
        <translation>Nicht in der Liste von {time}; sie ist {minutes} Min. alt.</translation>
    </message>
    <message>
        <source>Not in list</source>
        <translation>Nicht in der Liste</translation>
    </message>
    <message>
        <source>Try again when online, or ask a supervisor.</source>
        <translation>Online noch einmal versuchen oder Leitung fragen.</translation>
    </message>
    <message>
        <source>This ticket is for {event}.</source>
        <translation>Dieses Ticket gilt für {event}.</translation>
    </message>
    <message>
        <source>This ticket has been used.</source>
        <translation>Dieses Ticket wurde benutzt.</translation>
    </message>
    <message>
        <source>In {entered}, out {left}. This list lets in once.</source>
        <translation>Um {entered} hinein, um {left} hinaus. Diese Liste lässt einmal ein.</translation>
    </message>
    <message>
        <source>This kiosk let this ticket in moments ago. It is your own second scan.</source>
        <translation>Dieses Gerät hat es gerade eingelassen. Das ist der eigene zweite Scan.</translation>
    </message>
    <message>
        <source>Entered {time} at {gate}, {ago}.</source>
        <translation>Eingelassen {time}, {gate}, {ago}.</translation>
    </message>
    <message>
        <source>Entered {time}, {ago}.</source>
        <translation>Eingelassen {time}, {ago}.</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) left.</source>
        <translation>
            <numerusform>Noch %n Platz frei.</numerusform>
            <numerusform>Noch %n Plätze frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>Group ticket</source>
        <translation>Gruppenticket</translation>
    </message>
    <message>
        <source>Self-service</source>
        <translation>Selbstbedienung</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Seat map</source>
        <translation>Saalplan</translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation>Jetzt abholen</translation>
    </message>
    <message>
        <source>Signed in: {name}</source>
        <translation>Angemeldet: {name}</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>Niemand ist angemeldet.</translation>
    </message>
    <message>
        <source>No supervisor with a PIN is known to this kiosk.</source>
        <translation>Dieses Gerät kennt keine Leitung mit PIN.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Zurückgenommen.</translation>
    </message>
    <message>
        <source>This value cannot be used.</source>
        <translation>Dieser Wert geht nicht.</translation>
    </message>
    <message>
        <source>Ask the organizer to give one a PIN.</source>
        <translation>Den Veranstalter um eine PIN bitten.</translation>
    </message>
    <message>
        <source>Leave self-service</source>
        <translation>Selbstbedienung beenden</translation>
    </message>
    <message>
        <source>The bundle could not be written: {problem}</source>
        <translation>Das Paket konnte nicht geschrieben werden: {problem}</translation>
    </message>
    <message>
        <source>The bundle is at {path}. It holds no guest and no key.</source>
        <translation>Das Paket liegt unter {path}. Es enthält keinen Gast und keinen Schlüssel.</translation>
    </message>
    <message>
        <source>{n} scans wait to be sent. Connect this kiosk first; nothing may be lost.</source>
        <translation>{n} Scans warten. Zuerst verbinden; nichts darf verloren gehen.</translation>
    </message>
    <message>
        <source>Reset this kiosk</source>
        <translation>Dieses Gerät zurücksetzen</translation>
    </message>
    <message>
        <source>Guest list, journal and keys are deleted from it.</source>
        <translation>Gästeliste, Journal und Schlüssel werden gelöscht.</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>This PIN is wrong.</source>
        <translation>Diese PIN ist falsch.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in {n} seconds.</source>
        <translation>Zu viele falsche PINs. In {n} Sekunden wieder.</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Misspelt</source>
        <translation>Falsch geschrieben</translation>
    </message>
    <message>
        <source>Printer jam</source>
        <translation>Papierstau</translation>
    </message>
    <message>
        <source>The seat slip was sent.</source>
        <translation>Der Platzzettel wurde gesendet.</translation>
    </message>
    <message>
        <source>The test label was sent.</source>
        <translation>Das Testetikett ist gesendet.</translation>
    </message>
    <message>
        <source>The preview is at {path}.</source>
        <translation>Die Vorschau liegt unter {path}.</translation>
    </message>
    <message>
        <source>Guest list</source>
        <translation>Gästeliste</translation>
    </message>
    <message>
        <source>The guest list is empty.</source>
        <translation>Die Gästeliste ist leer.</translation>
    </message>
    <message>
        <source>{n} tickets, as of {time}.</source>
        <translation>{n} Tickets, Stand {time}.</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinesisch</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>Thailändisch</translation>
    </message>
    <message>
        <source>Devanagari</source>
        <translation>Devanagari</translation>
    </message>
    <message>
        <source>Bengali</source>
        <translation>Bengalisch</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>Tamilisch</translation>
    </message>
    <message>
        <source>Khmer</source>
        <translation>Khmer</translation>
    </message>
    <message>
        <source>Burmese</source>
        <translation>Birmanisch</translation>
    </message>
    <message>
        <source>Ethiopic</source>
        <translation>Äthiopisch</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebräisch</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>They are being looked through.</source>
        <translation>Sie werden durchgesehen.</translation>
    </message>
    <message>
        <source>This kiosk can show and print them all.</source>
        <translation>Dieser Kiosk kann alle zeigen und drucken.</translation>
    </message>
    <message>
        <source>No font here has the letters of {n} of them ({scripts}): they are shown and printed in Latin letters. To have them as they are, install {packages} and start again.</source>
        <translation>Für {n} davon ({scripts}) hat keine Schrift hier die Zeichen: Sie werden in lateinischen Buchstaben gezeigt und gedruckt. Damit sie stehen, wie sie sind: {packages} installieren und neu starten.</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Never compared with the server&apos;s clock.</source>
        <translation>Noch nie mit dem Server verglichen.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong by {n} seconds; scans use the right time.</source>
        <translation>Die Uhr geht {n} Sekunden falsch; Scans haben die richtige Zeit.</translation>
    </message>
    <message>
        <source>{n} ms from the server&apos;s clock.</source>
        <translation>{n} ms vom Server entfernt.</translation>
    </message>
    <message>
        <source>Camera or scanner</source>
        <translation>Kamera oder Scanner</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>NFC reader</source>
        <translation>NFC-Leser</translation>
    </message>
    <message>
        <source>codes were read</source>
        <translation>Codes wurden gelesen</translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation>Noch nichts gelesen.</translation>
    </message>
    <message>
        <source>Scan any code once to try a hand scanner.</source>
        <translation>Einen Code scannen, um den Handscanner zu prüfen.</translation>
    </message>
    <message>
        <source>It is being asked for paper and head.</source>
        <translation>Er wird nach Papier und Druckkopf gefragt.</translation>
    </message>
    <message>
        <source>{printer}: it cannot be asked for paper and head. Look at it.</source>
        <translation>{printer}: Er kann nicht nach Papier und Druckkopf gefragt werden. Nachsehen.</translation>
    </message>
    <message>
        <source>{printer}: paper is in, and nothing is open.</source>
        <translation>{printer}: Papier ist da, und nichts ist offen.</translation>
    </message>
    <message>
        <source>Server and other doors</source>
        <translation>Server und andere Eingänge</translation>
    </message>
    <message>
        <source>{n} of {all} other doors answer on this network.</source>
        <translation>{n} von {all} anderen Türen antworten in diesem Netz.</translation>
    </message>
    <message>
        <source>The server does not answer; this door works on its own list.</source>
        <translation>Der Server antwortet nicht; dieser Eingang hat seine Liste.</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>The server questions {n} scans; the organizer sees them.</source>
        <translation>Der Server bezweifelt {n} Scans; der Veranstalter sieht sie.</translation>
    </message>
    <message>
        <source>{n} wait to be sent.</source>
        <translation>{n} warten auf das Senden.</translation>
    </message>
    <message>
        <source>All are sent.</source>
        <translation>Alle sind gesendet.</translation>
    </message>
    <message>
        <source>Nobody is signed in at this door.</source>
        <translation>An diesem Eingang ist niemand angemeldet.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Festplatte</translation>
    </message>
    <message>
        <source>{n} MB free.</source>
        <translation>{n} MB frei.</translation>
    </message>
    <message>
        <source>{n} %, plugged in.</source>
        <translation>{n} %, am Strom.</translation>
    </message>
    <message>
        <source>{n} %, not plugged in.</source>
        <translation>{n} %, nicht am Strom.</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Akku</translation>
    </message>
    <message>
        <source>Wrong person</source>
        <translation>Falsche Person</translation>
    </message>
    <message>
        <source>Did not go in</source>
        <translation>Ging nicht hinein</translation>
    </message>
    <message>
        <source>Scanned by mistake</source>
        <translation>Versehentlich gescannt</translation>
    </message>
    <message>
        <source>Known to the organizer</source>
        <translation>Dem Veranstalter bekannt</translation>
    </message>
    <message>
        <source>Identity checked</source>
        <translation>Identität geprüft</translation>
    </message>
    <message>
        <source>Mistake in the list</source>
        <translation>Fehler in der Liste</translation>
    </message>
    <message>
        <source>Medical or safety</source>
        <translation>Medizin oder Sicherheit</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>Zuerst anmelden</translation>
    </message>
    <message>
        <source>Press Sign in and type your PIN.</source>
        <translation>Anmelden drücken und PIN eingeben.</translation>
    </message>
    <message>
        <source>Call staff</source>
        <translation>Hilfe rufen</translation>
    </message>
    <message>
        <source>Something went wrong in this kiosk.</source>
        <translation>In diesem Gerät ging etwas schief.</translation>
    </message>
    <message>
        <source>Scan again. If it stays, restart the kiosk.</source>
        <translation>Noch einmal scannen. Sonst Gerät neu starten.</translation>
    </message>
    <message>
        <source>This event has no seat map.</source>
        <translation>Diese Veranstaltung hat keinen Saalplan.</translation>
    </message>
    <message>
        <source>{seat} is cleared.</source>
        <translation>{seat} ist geräumt.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>They have changed places.</source>
        <translation>Sie haben die Plätze getauscht.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Rückgängig gemacht.</translation>
    </message>
    <message>
        <source>There is nothing on the map to undo.</source>
        <translation>Auf dem Plan gibt es nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Tap the new seat of {name}.</source>
        <translation>Den neuen Platz von {name} antippen.</translation>
    </message>
    <message>
        <source>this guest</source>
        <translation>diesem Gast</translation>
    </message>
    <message>
        <source>Tap where the {n} are to sit.</source>
        <translation>Antippen, wo die {n} sitzen sollen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{seat} is held or blocked.</source>
        <translation>{seat} ist zurückgehalten oder gesperrt.</translation>
    </message>
    <message>
        <source>Now at {seat}.</source>
        <translation>Jetzt auf {seat}.</translation>
    </message>
    <message>
        <source>A note is one short line of text.</source>
        <translation>Eine Notiz ist eine kurze Zeile Text.</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>Die Notiz ist gespeichert.</translation>
    </message>
    <message>
        <source>The note is gone.</source>
        <translation>Die Notiz ist entfernt.</translation>
    </message>
    <message>
        <source>Note on {name}</source>
        <translation>Notiz zu {name}</translation>
    </message>
    <message>
        <source>{name} sits at {seat}.</source>
        <translation>{name} sitzt auf {seat}.</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>{seat} has {n} free places.</source>
        <translation>{seat} hat {n} freie Plätze.</translation>
    </message>
    <message>
        <source>You are told who arrives at {seat}.</source>
        <translation>Sie erfahren, wer an {seat} ankommt.</translation>
    </message>
    <message>
        <source>{seat} is no longer one of yours.</source>
        <translation>{seat} gehört nicht mehr zu Ihren.</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Kaputt</translation>
    </message>
    <message>
        <source>Not clean</source>
        <translation>Nicht sauber</translation>
    </message>
    <message>
        <source>No view</source>
        <translation>Keine Sicht</translation>
    </message>
    <message>
        <source>For a guest</source>
        <translation>Für einen Gast</translation>
    </message>
    <message>
        <source>For crew</source>
        <translation>Für das Team</translation>
    </message>
    <message>
        <source>Walk-in</source>
        <translation>Ohne Reservierung</translation>
    </message>
    <message>
        <source>Choose why.</source>
        <translation>Den Grund wählen.</translation>
    </message>
    <message>
        <source>{who}, in {time}</source>
        <translation>{who}, hinein {time}</translation>
    </message>
    <message>
        <source>{who}, out {time}</source>
        <translation>{who}, hinaus {time}</translation>
    </message>
    <message>
        <source>The last guest</source>
        <translation>Der letzte Gast</translation>
    </message>
    <message>
        <source>{who} does not count any more.</source>
        <translation>{who} zählt nicht mehr.</translation>
    </message>
    <message>
        <source>Nothing undone</source>
        <translation>Nichts zurückgenommen</translation>
    </message>
    <message>
        <source>The lost one opens no door any more.</source>
        <translation>Das verlorene öffnet keinen Eingang mehr.</translation>
    </message>
    <message>
        <source>Not replaced</source>
        <translation>Nicht ersetzt</translation>
    </message>
    <message>
        <source>The new wristband is linked.</source>
        <translation>Das neue Armband ist verbunden.</translation>
    </message>
    <message>
        <source>Hand it over.</source>
        <translation>Übergeben.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Seat slip</source>
        <translation>Platzzettel</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>Kassieren</translation>
    </message>
    <message>
        <source>Let in anyway</source>
        <translation>Trotzdem einlassen</translation>
    </message>
    <message>
        <source>No supervisor</source>
        <translation>Keine Leitung</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>Nicht kassiert</translation>
    </message>
    <message>
        <source>The guest list does not say in which currency.</source>
        <translation>Die Gästeliste nennt die Währung nicht.</translation>
    </message>
    <message>
        <source>Connect this kiosk to fetch the list again.</source>
        <translation>Diesen Kiosk verbinden, um die Liste neu zu laden.</translation>
    </message>
    <message>
        <source>How much was paid, in {currency}?</source>
        <translation>Wie viel wurde bezahlt, in {currency}?</translation>
    </message>
    <message>
        <source>Amount in {currency}</source>
        <translation>Betrag in {currency}</translation>
    </message>
    <message>
        <source>An amount such as 25 or 12.50</source>
        <translation>Ein Betrag wie 25 oder 12,50</translation>
    </message>
    <message>
        <source>How was it paid?</source>
        <translation>Wie wurde bezahlt?</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Card terminal</source>
        <translation>Kartenterminal</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Foto machen</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>Eine Zahl</translation>
    </message>
    <message>
        <source>A date</source>
        <translation>Ein Datum</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>Die Antwort</translation>
    </message>
    <message>
        <source>A whole number of persons</source>
        <translation>Eine ganze Zahl von Personen</translation>
    </message>
    <message>
        <source>This answer is needed.</source>
        <translation>Diese Antwort wird gebraucht.</translation>
    </message>
    <message>
        <source>Capital letters</source>
        <translation>Großbuchstaben</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Delete the last letter</source>
        <translation>Letzten Buchstaben löschen</translation>
    </message>
    <message>
        <source>A device on this network was turned away ({host}): {why}</source>
        <translation>Ein Gerät in diesem Netz wurde abgewiesen ({host}): {why}</translation>
    </message>
    <message>
        <source>This kiosk was restored from a copy; it goes on as new.</source>
        <translation>Dieser Kiosk wurde aus einer Kopie wiederhergestellt; er macht als neuer weiter.</translation>
    </message>
    <message>
        <source>The organizer revoked this kiosk. Its guest list is gone; use another kiosk.</source>
        <translation>Der Veranstalter hat diesen Kiosk gesperrt. Seine Gästeliste ist gelöscht; einen anderen Kiosk benutzen.</translation>
    </message>
    <message>
        <source>Find guest or seat</source>
        <translation>Gast oder Platz suchen</translation>
    </message>
    <message>
        <source>has no seat · tap to give one</source>
        <translation>hat keinen Platz · antippen, um einen zu geben</translation>
    </message>
    <message>
        <source>Nobody and no seat is called that.</source>
        <translation>Kein Gast und kein Platz heißt so.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Whole room</source>
        <translation>Ganzer Saal</translation>
    </message>
    <message>
        <source>Arrived at {gate}</source>
        <translation>Angekommen an {gate}</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Angekommen</translation>
    </message>
    <message>
        <source>your table</source>
        <translation>Ihr Tisch</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Saal</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>Notiz: {text}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on the seat</source>
        <translation>Notiz zum Platz</translation>
    </message>
    <message>
        <source>Note on the table</source>
        <translation>Notiz zum Tisch</translation>
    </message>
    <message>
        <source>About {n} in the next quarter hour</source>
        <translation>Etwa {n} in der nächsten Viertelstunde</translation>
    </message>
    <message>
        <source>About {n} of them at your tables</source>
        <translation>Davon etwa {n} an Ihren Tischen</translation>
    </message>
    <message>
        <source>Minimum spend {amount}</source>
        <translation>Mindestverzehr {amount}</translation>
    </message>
    <message>
        <source>Two hosts gave this seat away. The first move stands; check who sits here.</source>
        <translation>Zwei Gastgeber haben diesen Platz vergeben. Der erste Zug gilt; prüfen, wer hier sitzt.</translation>
    </message>
    <message>
        <source>Blocked: {reason}</source>
        <translation>Gesperrt: {reason}</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>ohne Angabe von Gründen</translation>
    </message>
    <message>
        <source>Held: {reason}</source>
        <translation>Zurückgehalten: {reason}</translation>
    </message>
    <message>
        <source>Nobody has this seat.</source>
        <translation>Niemand hat diesen Platz.</translation>
    </message>
    <message>
        <source>here</source>
        <translation>da</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>erwartet</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gegangen</translation>
    </message>
    <message>
        <source>Unknown guest</source>
        <translation>Unbekannter Gast</translation>
    </message>
    <message>
        <source>Host: {name}</source>
        <translation>Gastgeber: {name}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Umsetzen</translation>
    </message>
    <message>
        <source>My table</source>
        <translation>Mein Tisch</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Räumen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>needs help</source>
        <translation>braucht Hilfe</translation>
    </message>
    <message>
        <source>held</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>{n} places</source>
        <translation>{n} Plätze</translation>
    </message>
    <message>
        <source>{n} here</source>
        <translation>{n} da</translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation>{n} erwartet</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>{n} gegangen</translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation>{n} frei</translation>
    </message>
    <message>
        <source>Scan the code below with the hand scanner.</source>
        <translation>Scannen Sie den Code unten mit dem Handscanner.</translation>
    </message>
    <message>
        <source>That was not the code on the screen. Nothing was changed.</source>
        <translation>Das war nicht der Code auf dem Bildschirm. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The scanner is set up as it read the code.</source>
        <translation>Der Scanner ist so eingestellt, wie er den Code gelesen hat.</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Noch einmal lesen</translation>
    </message>
    <message>
        <source>Only a part of the code arrived.</source>
        <translation>Nur ein Teil des Codes kam an.</translation>
    </message>
    <message>
        <source>Scan the ticket again.</source>
        <translation>Scannen Sie das Ticket noch einmal.</translation>
    </message>
</context>
</TS>
