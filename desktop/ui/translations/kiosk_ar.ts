<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Doors open</source>
        <translation>فتح الأبواب</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>Let in.</source>
        <translation>أدخله.</translation>
    </message>
    <message>
        <source>Let in, and do what the dark line says.</source>
        <translation>أدخله، وافعل ما يقوله السطر الداكن.</translation>
    </message>
    <message>
        <source>A question: answer it below, or tap the wristband.</source>
        <translation>سؤال: أجب عنه أدناه، أو قرّب السوار.</translation>
    </message>
    <message>
        <source>Do not let in; the dark line says what to do.</source>
        <translation>لا تُدخله؛ السطر الداكن يقول ما العمل.</translation>
    </message>
    <message>
        <source>Not about the guest: nothing was decided. Read why.</source>
        <translation>ليس عن الضيف: لم يُقرَّر شيء. اقرأ السبب.</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>المسح</translation>
    </message>
    <message>
        <source>Hold the code still before the camera, a hand scanner or an NFC reader. The next ticket replaces what is shown.</source>
        <translation>ثبّت الرمز أمام الكاميرا أو الماسح اليدوي أو قارئ NFC. التذكرة التالية تحل محل ما يُعرض.</translation>
    </message>
    <message>
        <source>A part of the name, the order number, the seat or the end of the code is enough.</source>
        <translation>يكفي جزء من الاسم أو رقم الطلب أو المقعد أو نهاية الرمز.</translation>
    </message>
    <message>
        <source>Takes back the last scan of this door, and asks why.</source>
        <translation>يتراجع عن آخر مسح عند هذا الباب، ويسأل عن السبب.</translation>
    </message>
    <message>
        <source>A supervisor (★) gives a reason and a PIN. It is written down.</source>
        <translation>يعطي مشرف (★) سببًا ورقمًا سريًا. ويُسجَّل ذلك.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>دون اتصال</translation>
    </message>
    <message>
        <source>Go on scanning. This door works on its own list and sends everything later.</source>
        <translation>واصل المسح. يعمل هذا الباب بقائمته ويرسل كل شيء لاحقًا.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Go: the doors can open.</source>
        <translation>جاهز: يمكن فتح الأبواب.</translation>
    </message>
    <message>
        <source>Go, but look at the yellow points.</source>
        <translation>جاهز، لكن راجع النقاط الصفراء.</translation>
    </message>
    <message>
        <source>No go: see to the red points first.</source>
        <translation>غير جاهز: عالج النقاط الحمراء أولاً.</translation>
    </message>
    <message>
        <source>No answer from the server.</source>
        <translation>لا جواب من الخادم.</translation>
    </message>
    <message>
        <source>This is no server address.</source>
        <translation>هذا ليس عنوان خادم.</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>رمز التسجيل</translation>
    </message>
    <message>
        <source>Kiosk name, such as Gate A left</source>
        <translation>اسم الجهاز، مثل البوابة A يسار</translation>
    </message>
    <message>
        <source>Name of this kiosk</source>
        <translation>اسم هذا الجهاز</translation>
    </message>
    <message>
        <source>Enrol this kiosk</source>
        <translation>سجّل هذا الجهاز</translation>
    </message>
    <message>
        <source>This code is not an enrolment code of an Usher server.</source>
        <translation>هذا ليس رمز تسجيل لخادم Usher.</translation>
    </message>
    <message>
        <source>Paste the whole code that the organizer&apos;s page shows.</source>
        <translation>الصق الرمز كاملاً كما يظهر في صفحة المنظِّم.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>جارٍ سؤال الخادم…</translation>
    </message>
    <message>
        <source>Make this a door</source>
        <translation>اجعل هذا الجهاز بوابة</translation>
    </message>
    <message>
        <source>Ask the organizer for an enrolment code of this event. Hold it to the camera, or paste its text here.</source>
        <translation>اطلب من المنظِّم رمز تسجيل لهذه الفعالية. اعرضه أمام الكاميرا أو الصق نصه هنا.</translation>
    </message>
    <message>
        <source>We cannot read this code. Make the screen brighter.</source>
        <translation>لا يمكننا قراءة هذا الرمز. زد سطوع الشاشة.</translation>
    </message>
    <message>
        <source>We cannot find this ticket.</source>
        <translation>لا نجد هذه التذكرة.</translation>
    </message>
    <message>
        <source>This door opens later.</source>
        <translation>تُفتح هذه البوابة لاحقاً.</translation>
    </message>
    <message>
        <source>This ticket has already been used.</source>
        <translation>استُخدمت هذه التذكرة من قبل.</translation>
    </message>
    <message>
        <source>Your ticket is for another entrance.</source>
        <translation>تذكرتك لمدخل آخر.</translation>
    </message>
    <message>
        <source>It is full at the moment. Please wait.</source>
        <translation>المكان ممتلئ الآن. يرجى الانتظار.</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>مع السلامة</translation>
    </message>
    <message>
        <source>Have a safe way home.</source>
        <translation>عودة سالمة.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>أهلاً</translation>
    </message>
    <message>
        <source>Please go in.</source>
        <translation>تفضل بالدخول.</translation>
    </message>
    <message>
        <source>Please speak to our staff on your way in.</source>
        <translation>يرجى التحدث إلى فريقنا عند الدخول.</translation>
    </message>
    <message>
        <source>We need a moment with this ticket.</source>
        <translation>نحتاج إلى لحظة مع هذه التذكرة.</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>لحظة من فضلك</translation>
    </message>
    <message>
        <source>Please speak to our staff.</source>
        <translation>يرجى التحدث إلى فريقنا.</translation>
    </message>
    <message>
        <source>Check in here</source>
        <translation>سجّل دخولك هنا</translation>
    </message>
    <message>
        <source>Hold the code of your ticket in front of the camera.</source>
        <translation>اعرض رمز تذكرتك أمام الكاميرا.</translation>
    </message>
    <message>
        <source>No camera found, or another program uses it. Scan with a hand scanner or search.</source>
        <translation>لا توجد كاميرا، أو يستخدمها برنامج آخر. استخدم ماسحاً يدوياً أو البحث.</translation>
    </message>
    <message>
        <source>The camera gives no picture. Check its cable.</source>
        <translation>لا تعطي الكاميرا صورة. افحص الكابل.</translation>
    </message>
    <message>
        <source>The video source cannot be opened.</source>
        <translation>تعذر فتح مصدر الفيديو.</translation>
    </message>
    <message>
        <source>This kiosk uses no camera.</source>
        <translation>لا يستخدم هذا الجهاز كاميرا.</translation>
    </message>
    <message>
        <source>The disk is full or cannot be written. Free some space.</source>
        <translation>القرص ممتلئ أو محمي. وفّر بعض المساحة.</translation>
    </message>
    <message>
        <source>A file of this kiosk is damaged. Use another kiosk and call staff.</source>
        <translation>ملف في هذا الجهاز تالف. استخدم جهازاً آخر واتصل بالفريق.</translation>
    </message>
    <message>
        <source>This scan could not be saved. Scan again.</source>
        <translation>تعذر حفظ هذا المسح. امسح مرة أخرى.</translation>
    </message>
    <message>
        <source>There is no scan of this kiosk to undo.</source>
        <translation>لا يوجد مسح من هذا الجهاز للتراجع عنه.</translation>
    </message>
    <message>
        <source>This guest was scanned again since; look at the ticket.</source>
        <translation>مُسح هذا الضيف مجددًا منذ ذلك؛ انظر إلى التذكرة.</translation>
    </message>
    <message>
        <source>There is no scan of this ticket to take back here.</source>
        <translation>لا يوجد مسح لهذه التذكرة لسحبه هنا.</translation>
    </message>
    <message>
        <source>Another door made this scan. Only a supervisor may take it back.</source>
        <translation>أجرت بوابة أخرى هذا المسح. للمشرف وحده أن يسحبه.</translation>
    </message>
    <message>
        <source>This wristband cannot be read.</source>
        <translation>تعذرت قراءة هذا السوار.</translation>
    </message>
    <message>
        <source>This chip has another number at each tap. Use a wristband.</source>
        <translation>لهذه الشريحة رقم مختلف عند كل لمسة. استخدم سوارًا.</translation>
    </message>
    <message>
        <source>This seat is not free any more. Look at the map again.</source>
        <translation>لم يعد هذا المقعد شاغرًا. انظر إلى المخطط مجددًا.</translation>
    </message>
    <message>
        <source>Let the guest in first; the new wristband is linked with that.</source>
        <translation>أدخل الضيف أولاً؛ ويُربط السوار الجديد عندئذ.</translation>
    </message>
    <message>
        <source>This is the wristband the guest already has.</source>
        <translation>هذا هو السوار الذي مع الضيف.</translation>
    </message>
    <message>
        <source>Let the guest in first, then print the badge.</source>
        <translation>أدخل الضيف أولاً ثم اطبع الشارة.</translation>
    </message>
    <message>
        <source>This is no enrolment code.</source>
        <translation>هذا ليس رمز تسجيل.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>الطابعة لا تستجيب.</translation>
    </message>
    <message>
        <source>There is no such printer on this computer.</source>
        <translation>لا توجد هذه الطابعة على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Paper is out. Put a new roll in.</source>
        <translation>نفد الورق. ضع لفة جديدة.</translation>
    </message>
    <message>
        <source>Paper is nearly out. Have a new roll ready.</source>
        <translation>الورق على وشك النفاد. جهّز لفة جديدة.</translation>
    </message>
    <message>
        <source>The head is open. Close it.</source>
        <translation>رأس الطباعة مفتوح. أغلقه.</translation>
    </message>
    <message>
        <source>The cover is open. Close it.</source>
        <translation>الغطاء مفتوح. أغلقه.</translation>
    </message>
    <message>
        <source>The ribbon is out. Put a new one in.</source>
        <translation>نفد الشريط. ضع شريطًا جديدًا.</translation>
    </message>
    <message>
        <source>The printer is paused. Press its pause key.</source>
        <translation>الطابعة متوقفة مؤقتًا. اضغط زر الإيقاف المؤقت فيها.</translation>
    </message>
    <message>
        <source>The print head is too hot. Let it cool.</source>
        <translation>رأس الطباعة ساخن جدًا. دعه يبرد.</translation>
    </message>
    <message>
        <source>The cutter is stuck. Open the cover and free it.</source>
        <translation>السكين عالقة. افتح الغطاء وحرّرها.</translation>
    </message>
    <message>
        <source>The printer reports a fault. Switch it off and on.</source>
        <translation>الطابعة تبلّغ عن عطل. أطفئها ثم شغّلها.</translation>
    </message>
    <message>
        <source>The printer is offline. Look at its lights.</source>
        <translation>الطابعة غير متصلة. انظر إلى أضوائها.</translation>
    </message>
    <message>
        <source>It is not enrolled for this event.</source>
        <translation>إنه غير مسجّل لهذه الفعالية.</translation>
    </message>
    <message>
        <source>The organizer revoked it.</source>
        <translation>ألغاه المنظّم.</translation>
    </message>
    <message>
        <source>It sent an entry that makes no sense.</source>
        <translation>أرسل قيدًا لا معنى له.</translation>
    </message>
    <message>
        <source>It sent an entry that was altered.</source>
        <translation>أرسل قيدًا تم تعديله.</translation>
    </message>
    <message>
        <source>It sent an entry that is not what it says.</source>
        <translation>أرسل قيدًا ليس كما يدّعي.</translation>
    </message>
    <message>
        <source>It sent an entry of a kind that is not shared.</source>
        <translation>أرسل قيدًا من نوع لا تتم مشاركته.</translation>
    </message>
    <message>
        <source>It does not listen.</source>
        <translation>إنه لا يستمع.</translation>
    </message>
    <message>
        <source>It sent something that makes no sense.</source>
        <translation>أرسل شيئًا لا معنى له.</translation>
    </message>
    <message>
        <source>It sends more than a door can have to say.</source>
        <translation>إنه يرسل أكثر مما يمكن لباب أن يقوله.</translation>
    </message>
    <message>
        <source>It sent something that cannot be opened.</source>
        <translation>أرسل شيئًا لا يمكن فتحه.</translation>
    </message>
    <message>
        <source>It repeated, dropped or sent back a message.</source>
        <translation>كرّر رسالة أو أسقطها أو أعادها.</translation>
    </message>
    <message>
        <source>It did not prove who it is.</source>
        <translation>لم يثبت هويته.</translation>
    </message>
    <message>
        <source>It does not speak our language.</source>
        <translation>إنه لا يتكلم لغتنا.</translation>
    </message>
    <message>
        <source>It speaks another version.</source>
        <translation>إنه يستخدم إصدارًا آخر.</translation>
    </message>
    <message>
        <source>It belongs to another event.</source>
        <translation>إنه يخص فعالية أخرى.</translation>
    </message>
    <message>
        <source>It sent more than a message may hold.</source>
        <translation>أرسل أكثر مما تتسع له رسالة.</translation>
    </message>
    <message>
        <source>It has this kiosk&apos;s key: one of the two is a copy.</source>
        <translation>لديه مفتاح هذا الكشك: أحدهما نسخة.</translation>
    </message>
    <message>
        <source>This kiosk cannot listen on the network.</source>
        <translation>لا يستطيع هذا الكشك الاستماع على الشبكة.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>الأرقام</translation>
    </message>
    <message>
        <source>Entries per minute, last hour</source>
        <translation>الدخول في الدقيقة، الساعة الأخيرة</translation>
    </message>
    <message>
        <source>No guest list has arrived on this kiosk yet.</source>
        <translation>لم تصل قائمة ضيوف إلى هذا الجهاز بعد.</translation>
    </message>
    <message>
        <source>By ticket type</source>
        <translation>حسب نوع التذكرة</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>في الداخل</translation>
    </message>
    <message>
        <source>inside of {capacity}</source>
        <translation>في الداخل من {capacity}</translation>
    </message>
    <message>
        <source>{left} places left</source>
        <translation>بقي {left} مكاناً</translation>
    </message>
    <message>
        <source>{expected} still expected</source>
        <translation>{expected} متوقَّعون بعد</translation>
    </message>
    <message>
        <source>{come} of {all}</source>
        <translation>{come} من {all}</translation>
    </message>
    <message>
        <source>{n} at most</source>
        <translation>{n} كحد أقصى</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>قبل ساعة</translation>
    </message>
    <message>
        <source>now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>This kiosk: {n} an hour.</source>
        <translation>هذا الجهاز: {n} في الساعة.</translation>
    </message>
    <message>
        <source>Still to come: about {rest}, of these {soon} within 15 minutes.</source>
        <translation>المتوقَّع بعد: نحو {rest}، منهم {soon} خلال 15 دقيقة.</translation>
    </message>
    <message>
        <source>At this pace they take this kiosk {n} minutes.</source>
        <translation>بهذه السرعة يحتاج هذا الجهاز إلى {n} دقيقة.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>الرقم السري</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>موافق</translation>
    </message>
    <message>
        <source>Nobody of this event can sign in here yet.</source>
        <translation>لا يمكن لأحد من هذه الفعالية تسجيل الدخول بعد.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>احذف آخر رقم</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>صورة الكاميرا</translation>
    </message>
    <message>
        <source>Starting the camera</source>
        <translation>جارٍ تشغيل الكاميرا</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>سُحب</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} ث</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} د</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Last scans</source>
        <translation>آخر عمليات المسح</translation>
    </message>
    <message>
        <source>Name, order number, company, seat, or the last letters of the code</source>
        <translation>الاسم أو رقم الطلب أو الشركة أو المقعد أو آخر الرمز</translation>
    </message>
    <message>
        <source>Search for a guest</source>
        <translation>البحث عن ضيف</translation>
    </message>
    <message>
        <source>Guests found</source>
        <translation>الضيوف الموجودون</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>إدخال</translation>
    </message>
    <message>
        <source>Let out</source>
        <translation>إخراج</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>التذكرة</translation>
    </message>
    <message>
        <source>Nobody found. Check the spelling, or type less.</source>
        <translation>لا أحد. تحقق من الكتابة أو اكتب أقل.</translation>
    </message>
    <message>
        <source>Several guests have the same name: compare order, seat and code.</source>
        <translation>عدة ضيوف بالاسم نفسه: قارن الطلب والمقعد والرمز.</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>بلا اسم</translation>
    </message>
    <message>
        <source>code …{tail}</source>
        <translation>الرمز …{tail}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>بلا كاميرا</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>بلا طابعة</translation>
    </message>
    <message>
        <source>Sharp enough</source>
        <translation>واضح بما يكفي</translation>
    </message>
    <message>
        <source>Not sharp: move the code</source>
        <translation>غير واضح: حرّك الرمز</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>الوضوح</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>NFC readers: {names}</source>
        <translation>قارئات NFC: {names}</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>تباين عالٍ</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>الشاشة والصوت</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>الصوت</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>البوابة</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>الوضع</translation>
    </message>
    <message>
        <source>Staff must sign in to scan</source>
        <translation>على الفريق تسجيل الدخول للمسح</translation>
    </message>
    <message>
        <source>Self-service for guests</source>
        <translation>خدمة ذاتية للضيوف</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>الكاميرا</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>الدقة</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>التعريض</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>تلقائي</translation>
    </message>
    <message>
        <source>always</source>
        <translation>دائماً</translation>
    </message>
    <message>
        <source>never</source>
        <translation>أبداً</translation>
    </message>
    <message>
        <source>Keyboard on the screen</source>
        <translation>لوحة مفاتيح على الشاشة</translation>
    </message>
    <message>
        <source>Mirror the picture</source>
        <translation>عكس الصورة</translation>
    </message>
    <message>
        <source>Lamp on, where the camera has one</source>
        <translation>تشغيل المصباح إن وُجد</translation>
    </message>
    <message>
        <source>Enter or Tab</source>
        <translation>Enter أو Tab</translation>
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
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Hand scanner and NFC</source>
        <translation>الماسح اليدوي وNFC</translation>
    </message>
    <message>
        <source>Before each code</source>
        <translation>قبل كل رمز</translation>
    </message>
    <message>
        <source>After each code</source>
        <translation>بعد كل رمز</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>ينتهي بـ</translation>
    </message>
    <message>
        <source>Pause between keys</source>
        <translation>التوقف بين الأحرف</translation>
    </message>
    <message>
        <source>Learn from a scan</source>
        <translation>تعلّم من مسح</translation>
    </message>
    <message>
        <source>on demand</source>
        <translation>عند الطلب</translation>
    </message>
    <message>
        <source>once for each guest</source>
        <translation>مرة لكل ضيف</translation>
    </message>
    <message>
        <source>at every entry</source>
        <translation>عند كل دخول</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>شارة</translation>
    </message>
    <message>
        <source>Wristband label</source>
        <translation>ملصق السوار</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>الطباعة</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>الطابعة</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>معاينة</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>تجربة</translation>
    </message>
    <message>
        <source>This kiosk</source>
        <translation>هذا الجهاز</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>حزمة الدعم</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>إعادة الضبط</translation>
    </message>
    <message>
        <source>Close the app</source>
        <translation>إغلاق التطبيق</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>دخول</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Entry and exit</source>
        <translation>دخول وخروج</translation>
    </message>
    <message>
        <source>Info only</source>
        <translation>معلومات فقط</translation>
    </message>
    <message>
        <source>History</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>Print badge</source>
        <translation>طباعة الشارة</translation>
    </message>
    <message>
        <source>Replace wristband</source>
        <translation>استبدال السوار</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>سحب</translation>
    </message>
    <message>
        <source>Wristband {band}</source>
        <translation>السوار {band}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>طباعة مجدداً</translation>
    </message>
    <message>
        <source>Inside: {list}</source>
        <translation>في الداخل: {list}</translation>
    </message>
    <message>
        <source>Not inside</source>
        <translation>ليس في الداخل</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>لا شيء بعد.</translation>
    </message>
    <message>
        <source>taken back later</source>
        <translation>سُحب لاحقاً</translation>
    </message>
    <message>
        <source>Wristband linked</source>
        <translation>رُبط السوار</translation>
    </message>
    <message>
        <source>Paid at the door</source>
        <translation>دُفع عند الباب</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>الجواب</translation>
    </message>
    <message>
        <source>Whoever is scanned leaves.</source>
        <translation>كل من يُمسح يغادر.</translation>
    </message>
    <message>
        <source>Out for who is inside, in for who is not.</source>
        <translation>خروج لمن في الداخل، ودخول لمن ليس فيه.</translation>
    </message>
    <message>
        <source>Nothing is written; nobody is let in.</source>
        <translation>لا يُكتب شيء؛ لا يدخل أحد.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>Hold a ticket to the camera, scan it, or search.</source>
        <translation>اعرض تذكرة أمام الكاميرا أو امسحها أو ابحث.</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>الفريق</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>تمت القراءة</translation>
    </message>
    <message>
        <source>in the last minute</source>
        <translation>في الدقيقة الأخيرة</translation>
    </message>
    <message>
        <source>still expected</source>
        <translation>متوقَّعون بعد</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Cannot read</source>
        <translation>غير مقروء</translation>
    </message>
    <message>
        <source>The code holds nothing that can be read.</source>
        <translation>لا يحوي الرمز شيئاً مقروءاً.</translation>
    </message>
    <message>
        <source>Brighten the phone, hold it still, or search by name.</source>
        <translation>زد سطوع الهاتف وثبّته، أو ابحث بالاسم.</translation>
    </message>
    <message>
        <source>Not genuine</source>
        <translation>غير أصلية</translation>
    </message>
    <message>
        <source>The signature of this ticket is wrong.</source>
        <translation>توقيع هذه التذكرة خاطئ.</translation>
    </message>
    <message>
        <source>Do not let in. Call a supervisor.</source>
        <translation>لا تُدخله. اتصل بالمشرف.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>غير موجودة</translation>
    </message>
    <message>
        <source>This is no ticket of this event.</source>
        <translation>هذه ليست تذكرة لهذه الفعالية.</translation>
    </message>
    <message>
        <source>Ask for the ticket again, or search by name.</source>
        <translation>اطلب التذكرة مجدداً أو ابحث بالاسم.</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>مُستبدلة</translation>
    </message>
    <message>
        <source>A newer ticket was issued in place of this one.</source>
        <translation>صدرت تذكرة أحدث بدلاً من هذه.</translation>
    </message>
    <message>
        <source>Ask for the newer ticket, or search by name.</source>
        <translation>اطلب التذكرة الأحدث أو ابحث بالاسم.</translation>
    </message>
    <message>
        <source>Other event</source>
        <translation>فعالية أخرى</translation>
    </message>
    <message>
        <source>Show the guest the way to that event.</source>
        <translation>دُلّ الضيف على طريق تلك الفعالية.</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>ملغاة</translation>
    </message>
    <message>
        <source>This ticket was canceled.</source>
        <translation>أُلغيت هذه التذكرة.</translation>
    </message>
    <message>
        <source>Do not let in. Send to the ticket desk.</source>
        <translation>لا تُدخله. أرسله إلى مكتب التذاكر.</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>مُستردة القيمة</translation>
    </message>
    <message>
        <source>The money for this ticket was given back.</source>
        <translation>أُعيد ثمن هذه التذكرة.</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>محظورة</translation>
    </message>
    <message>
        <source>Staff blocked this ticket.</source>
        <translation>حظر الفريق هذه التذكرة.</translation>
    </message>
    <message>
        <source>Not approved</source>
        <translation>غير معتمدة</translation>
    </message>
    <message>
        <source>The order still waits for approval.</source>
        <translation>ما زال الطلب ينتظر الموافقة.</translation>
    </message>
    <message>
        <source>Send to the ticket desk.</source>
        <translation>أرسله إلى مكتب التذاكر.</translation>
    </message>
    <message>
        <source>Too early</source>
        <translation>مبكر جداً</translation>
    </message>
    <message>
        <source>This ticket or this door is not open yet.</source>
        <translation>لم يحن وقت هذه التذكرة أو البوابة بعد.</translation>
    </message>
    <message>
        <source>Ask the guest to come back later.</source>
        <translation>اطلب من الضيف العودة لاحقاً.</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>متأخر جداً</translation>
    </message>
    <message>
        <source>The time of this ticket or this door is over.</source>
        <translation>انتهى وقت هذه التذكرة أو البوابة.</translation>
    </message>
    <message>
        <source>Wrong door</source>
        <translation>بوابة أخرى</translation>
    </message>
    <message>
        <source>This ticket is not for this entrance.</source>
        <translation>هذه التذكرة ليست لهذا المدخل.</translation>
    </message>
    <message>
        <source>Wrong date</source>
        <translation>تاريخ آخر</translation>
    </message>
    <message>
        <source>This ticket is for another date.</source>
        <translation>هذه التذكرة لتاريخ آخر.</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>غير مدفوعة</translation>
    </message>
    <message>
        <source>This ticket is not paid yet.</source>
        <translation>لم تُدفع هذه التذكرة بعد.</translation>
    </message>
    <message>
        <source>Take the money here, or send to the ticket desk.</source>
        <translation>حصّل المبلغ هنا أو أرسله إلى مكتب التذاكر.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
    <message>
        <source>A rule of this door says no.</source>
        <translation>تمنع ذلك قاعدة لهذه البوابة.</translation>
    </message>
    <message>
        <source>Explain the rule, or call a supervisor.</source>
        <translation>اشرح القاعدة أو اتصل بالمشرف.</translation>
    </message>
    <message>
        <source>Already inside</source>
        <translation>في الداخل بالفعل</translation>
    </message>
    <message>
        <source>Do not let in. Ask for ID, or call a supervisor.</source>
        <translation>لا تُدخله. اطلب الهوية أو اتصل بالمشرف.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>ممتلئ</translation>
    </message>
    <message>
        <source>There is no room left.</source>
        <translation>لم يبق مكان.</translation>
    </message>
    <message>
        <source>Ask the guest to wait for places.</source>
        <translation>اطلب من الضيف انتظار مكان.</translation>
    </message>
    <message>
        <source>One question</source>
        <translation>سؤال</translation>
    </message>
    <message>
        <source>Choose or write the answer below.</source>
        <translation>اختر الجواب أو اكتبه أدناه.</translation>
    </message>
    <message>
        <source>Wristband</source>
        <translation>السوار</translation>
    </message>
    <message>
        <source>Tap or scan the new wristband now.</source>
        <translation>قرّب السوار الجديد أو امسحه الآن.</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>أيّها</translation>
    </message>
    <message>
        <source>Choose what the guest wants to use.</source>
        <translation>اختر ما يريد الضيف استخدامه.</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>كم عددهم</translation>
    </message>
    <message>
        <source>Choose how many go in now.</source>
        <translation>اختر كم شخصاً يدخل الآن.</translation>
    </message>
    <message>
        <source>VIP guest</source>
        <translation>ضيف مهم</translation>
    </message>
    <message>
        <source>Needs step-free access</source>
        <translation>يحتاج مدخلاً بلا درج</translation>
    </message>
    <message>
        <source>Wheelchair place</source>
        <translation>مكان كرسي متحرك</translation>
    </message>
    <message>
        <source>Check the age</source>
        <translation>تحقق من العمر</translation>
    </message>
    <message>
        <source>Press</source>
        <translation>صحافة</translation>
    </message>
    <message>
        <source>Medical note</source>
        <translation>ملاحظة طبية</translation>
    </message>
    <message>
        <source>was not known to be inside</source>
        <translation>لم يكن معروفاً أنه في الداخل</translation>
    </message>
    <message>
        <source>capacity is reached</source>
        <translation>اكتملت السعة</translation>
    </message>
    <message>
        <source>an older ticket was shown</source>
        <translation>عُرضت تذكرة أقدم</translation>
    </message>
    <message>
        <source>ticket is canceled</source>
        <translation>التذكرة ملغاة</translation>
    </message>
    <message>
        <source>ticket is refunded</source>
        <translation>استُردت قيمة التذكرة</translation>
    </message>
    <message>
        <source>ticket is blocked</source>
        <translation>التذكرة محظورة</translation>
    </message>
    <message>
        <source>order is not approved</source>
        <translation>الطلب غير معتمد</translation>
    </message>
    <message>
        <source>ticket is for another list</source>
        <translation>التذكرة لقائمة أخرى</translation>
    </message>
    <message>
        <source>ticket is for another date</source>
        <translation>التذكرة لتاريخ آخر</translation>
    </message>
    <message>
        <source>ticket is not paid</source>
        <translation>التذكرة غير مدفوعة</translation>
    </message>
    <message>
        <source>{who} was let in with a canceled ticket.</source>
        <translation>دخل {who} بتذكرة ملغاة.</translation>
    </message>
    <message>
        <source>{who} was let in with a refunded ticket.</source>
        <translation>دخل {who} بتذكرة استُردت قيمتها.</translation>
    </message>
    <message>
        <source>{who} was let in with a blocked ticket.</source>
        <translation>دخل {who} بتذكرة محظورة.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket that was replaced.</source>
        <translation>دخل {who} بتذكرة مُستبدلة.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket the server does not know.</source>
        <translation>دخل {who} بتذكرة لا يعرفها الخادم.</translation>
    </message>
    <message>
        <source>{who} was let in with an unpaid ticket.</source>
        <translation>دخل {who} بتذكرة غير مدفوعة.</translation>
    </message>
    <message>
        <source>{who} was let in before the order was approved.</source>
        <translation>دخل {who} قبل اعتماد الطلب.</translation>
    </message>
    <message>
        <source>{who} was let in outside the opening hours.</source>
        <translation>دخل {who} خارج ساعات الفتح.</translation>
    </message>
    <message>
        <source>{who} was let in on another date than the ticket&apos;s.</source>
        <translation>دخل {who} في تاريخ غير تاريخ التذكرة.</translation>
    </message>
    <message>
        <source>{who} was let in at the wrong door.</source>
        <translation>دخل {who} من بوابة أخرى.</translation>
    </message>
    <message>
        <source>{who} was let in against a rule.</source>
        <translation>دخل {who} خلافاً لقاعدة.</translation>
    </message>
    <message>
        <source>{who} was inside when the wristband went to another guest.</source>
        <translation>كان {who} في الداخل عندما أُعطي السوار لضيف آخر.</translation>
    </message>
    <message>
        <source>More guests were let in than there is room for.</source>
        <translation>دخل ضيوف أكثر من السعة.</translation>
    </message>
    <message>
        <source>Scanned twice</source>
        <translation>مُسحت مرتين</translation>
    </message>
    <message>
        <source>The same guest may go on. Do not let in anyone else.</source>
        <translation>الضيف نفسه يمر. لا تُدخل غيره.</translation>
    </message>
    <message>
        <source>Already used</source>
        <translation>استُخدمت من قبل</translation>
    </message>
    <message>
        <source>Do not let in, or call a supervisor.</source>
        <translation>لا تسمح بالدخول، أو اتصل بالمشرف.</translation>
    </message>
    <message>
        <source>Send to {list}.</source>
        <translation>أرسله إلى {list}.</translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation>في الداخل الآن</translation>
    </message>
    <message>
        <source>For information</source>
        <translation>للعلم</translation>
    </message>
    <message>
        <source>This ticket would be let in.</source>
        <translation>ستُقبل هذه التذكرة.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>لم يُحفظ</translation>
    </message>
    <message>
        <source>Do not let in on this scan. Scan again.</source>
        <translation>لا تُدخله بهذا المسح. امسح مجدداً.</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>واحدة في كل مرة</translation>
    </message>
    <message>
        <source>Several tickets are in the picture.</source>
        <translation>في الصورة عدة تذاكر.</translation>
    </message>
    <message>
        <source>Show one ticket only.</source>
        <translation>اعرض تذكرة واحدة فقط.</translation>
    </message>
    <message>
        <source>moments ago</source>
        <translation>قبل لحظات</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>قبل %n دقيقة</numerusform>
            <numerusform>قبل دقيقة</numerusform>
            <numerusform>قبل دقيقتين</numerusform>
            <numerusform>قبل %n دقائق</numerusform>
            <numerusform>قبل %n دقيقة</numerusform>
            <numerusform>قبل %n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>قبل %n ساعة</numerusform>
            <numerusform>قبل ساعة</numerusform>
            <numerusform>قبل ساعتين</numerusform>
            <numerusform>قبل %n ساعات</numerusform>
            <numerusform>قبل %n ساعة</numerusform>
            <numerusform>قبل %n ساعة</numerusform>
        </translation>
    </message>
    <message>
        <source>This door serves no list any more. Ask the organizer for one.</source>
        <translation>لم يعد هذا الباب يخدم أي قائمة. اطلب واحدة من المنظِّم.</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>غير متصل منذ {time}</translation>
    </message>
    <message>
        <source>No list yet</source>
        <translation>لا قائمة بعد</translation>
    </message>
    <message numerus="yes">
        <source>List %n min old</source>
        <translation>
            <numerusform>عمر القائمة %n د</numerusform>
            <numerusform>عمر القائمة دقيقة</numerusform>
            <numerusform>عمر القائمة دقيقتان</numerusform>
            <numerusform>عمر القائمة %n دقائق</numerusform>
            <numerusform>عمر القائمة %n دقيقة</numerusform>
            <numerusform>عمر القائمة %n دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>محدَّثة</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) waiting</source>
        <translation>
            <numerusform>لا مسح ينتظر</numerusform>
            <numerusform>مسح واحد ينتظر</numerusform>
            <numerusform>مسحان ينتظران</numerusform>
            <numerusform>%n عمليات مسح تنتظر</numerusform>
            <numerusform>%n عملية مسح تنتظر</numerusform>
            <numerusform>%n عملية مسح تنتظر</numerusform>
        </translation>
    </message>
    <message>
        <source>A guest</source>
        <translation>ضيف</translation>
    </message>
    <message>
        <source>{who} came in twice; the entry at another door was first.</source>
        <translation>دخل {who} مرتين؛ وكانت البوابة الأخرى أولاً.</translation>
    </message>
    <message>
        <source>{who} came in twice, here and at another door.</source>
        <translation>دخل {who} مرتين، هنا ومن بوابة أخرى.</translation>
    </message>
    <message>
        <source>{who} was let in, which the server questions.</source>
        <translation>دخل {who}، والخادم يشكك في ذلك.</translation>
    </message>
    <message>
        <source>Let in by a supervisor: {reasons}</source>
        <translation>أدخله مشرف: {reasons}</translation>
    </message>
    <message>
        <source>Note what is wrong.</source>
        <translation>دوّن ما هو خطأ.</translation>
    </message>
    <message>
        <source>Call the floor host, then let in.</source>
        <translation>اتصل بمضيف القاعة ثم أدخله.</translation>
    </message>
    <message>
        <source>Goodbye, but</source>
        <translation>مع السلامة، لكن</translation>
    </message>
    <message>
        <source>Welcome, but</source>
        <translation>أهلاً، لكن</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>لا أحد</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%n أشخاص</numerusform>
            <numerusform>%n شخصاً</numerusform>
            <numerusform>%n شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>Left</source>
        <translation>غادر</translation>
    </message>
    <message>
        <source>Come in</source>
        <translation>تفضل</translation>
    </message>
    <message>
        <source>Not in the list of {time}; the list is {minutes} min old.</source>
        <translation>ليس في قائمة {time}؛ عمرها {minutes} دقيقة.</translation>
    </message>
    <message>
        <source>Not in list</source>
        <translation>ليس في القائمة</translation>
    </message>
    <message>
        <source>Try again when online, or ask a supervisor.</source>
        <translation>حاول عند الاتصال أو اسأل المشرف.</translation>
    </message>
    <message>
        <source>This ticket is for {event}.</source>
        <translation>هذه التذكرة لفعالية {event}.</translation>
    </message>
    <message>
        <source>This ticket has been used.</source>
        <translation>استُخدمت هذه التذكرة.</translation>
    </message>
    <message>
        <source>In {entered}, out {left}. This list lets in once.</source>
        <translation>دخل {entered}، خرج {left}. هذه القائمة تسمح بالدخول مرة واحدة.</translation>
    </message>
    <message>
        <source>This kiosk let this ticket in moments ago. It is your own second scan.</source>
        <translation>أدخل هذا الجهاز هذه التذكرة قبل لحظات. هذا مسحك الثاني.</translation>
    </message>
    <message>
        <source>Entered {time} at {gate}, {ago}.</source>
        <translation>دخل {time} من {gate}، {ago}.</translation>
    </message>
    <message>
        <source>Entered {time}, {ago}.</source>
        <translation>دخل {time}، {ago}.</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) left.</source>
        <translation>
            <numerusform>لم يبق مكان.</numerusform>
            <numerusform>بقي مكان واحد.</numerusform>
            <numerusform>بقي مكانان.</numerusform>
            <numerusform>بقيت %n أماكن.</numerusform>
            <numerusform>بقي %n مكاناً.</numerusform>
            <numerusform>بقي %n مكان.</numerusform>
        </translation>
    </message>
    <message>
        <source>Group ticket</source>
        <translation>تذكرة جماعية</translation>
    </message>
    <message>
        <source>Self-service</source>
        <translation>خدمة ذاتية</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Seat map</source>
        <translation>مخطط المقاعد</translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation>تحديث الآن</translation>
    </message>
    <message>
        <source>Signed in: {name}</source>
        <translation>مسجَّل الدخول: {name}</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>لا أحد مسجَّل الدخول.</translation>
    </message>
    <message>
        <source>No supervisor with a PIN is known to this kiosk.</source>
        <translation>لا يعرف هذا الجهاز مشرفاً لديه رقم سري.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>سُحب.</translation>
    </message>
    <message>
        <source>This value cannot be used.</source>
        <translation>لا يمكن استخدام هذه القيمة.</translation>
    </message>
    <message>
        <source>Ask the organizer to give one a PIN.</source>
        <translation>اطلب من المنظِّم تعيين رقم سري.</translation>
    </message>
    <message>
        <source>Leave self-service</source>
        <translation>إنهاء الخدمة الذاتية</translation>
    </message>
    <message>
        <source>The bundle could not be written: {problem}</source>
        <translation>تعذرت كتابة الحزمة: {problem}</translation>
    </message>
    <message>
        <source>The bundle is at {path}. It holds no guest and no key.</source>
        <translation>الحزمة في {path}. لا تحوي ضيفاً ولا مفتاحاً.</translation>
    </message>
    <message>
        <source>{n} scans wait to be sent. Connect this kiosk first; nothing may be lost.</source>
        <translation>{n} عملية مسح تنتظر الإرسال. صِل هذا الجهاز أولاً؛ لا يجوز فقدان شيء.</translation>
    </message>
    <message>
        <source>Reset this kiosk</source>
        <translation>إعادة ضبط هذا الجهاز</translation>
    </message>
    <message>
        <source>Guest list, journal and keys are deleted from it.</source>
        <translation>تُحذف منه القائمة والسجل والمفاتيح.</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>حذف كل شيء</translation>
    </message>
    <message>
        <source>This PIN is wrong.</source>
        <translation>الرقم السري خاطئ.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in {n} seconds.</source>
        <translation>أخطاء كثيرة. حاول بعد {n} ثانية.</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>مفقودة</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>تالفة</translation>
    </message>
    <message>
        <source>Misspelt</source>
        <translation>خطأ إملائي</translation>
    </message>
    <message>
        <source>Printer jam</source>
        <translation>انحشار الورق</translation>
    </message>
    <message>
        <source>The seat slip was sent.</source>
        <translation>أُرسلت قصاصة المقعد.</translation>
    </message>
    <message>
        <source>The test label was sent.</source>
        <translation>أُرسل ملصق التجربة.</translation>
    </message>
    <message>
        <source>The preview is at {path}.</source>
        <translation>المعاينة في {path}.</translation>
    </message>
    <message>
        <source>Guest list</source>
        <translation>قائمة الضيوف</translation>
    </message>
    <message>
        <source>The guest list is empty.</source>
        <translation>قائمة الضيوف فارغة.</translation>
    </message>
    <message>
        <source>{n} tickets, as of {time}.</source>
        <translation>{n} تذكرة، حتى {time}.</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>الصينية</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>اليابانية</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>الكورية</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>التايلاندية</translation>
    </message>
    <message>
        <source>Devanagari</source>
        <translation>الديفاناغارية</translation>
    </message>
    <message>
        <source>Bengali</source>
        <translation>البنغالية</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>التاميلية</translation>
    </message>
    <message>
        <source>Khmer</source>
        <translation>الخميرية</translation>
    </message>
    <message>
        <source>Burmese</source>
        <translation>البورمية</translation>
    </message>
    <message>
        <source>Ethiopic</source>
        <translation>الإثيوبية</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>العبرية</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>صور</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>الأسماء</translation>
    </message>
    <message>
        <source>They are being looked through.</source>
        <translation>يجري فحصها.</translation>
    </message>
    <message>
        <source>This kiosk can show and print them all.</source>
        <translation>يستطيع هذا الجهاز عرضها وطباعتها كلها.</translation>
    </message>
    <message>
        <source>No font here has the letters of {n} of them ({scripts}): they are shown and printed in Latin letters. To have them as they are, install {packages} and start again.</source>
        <translation>لا خط هنا فيه حروف {n} منها ({scripts})، فتُعرض وتُطبع بحروف لاتينية. لعرضها كما هي ثبّت {packages} وأعد التشغيل.</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>الساعة</translation>
    </message>
    <message>
        <source>Never compared with the server&apos;s clock.</source>
        <translation>لم تُقارن بساعة الخادم.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong by {n} seconds; scans use the right time.</source>
        <translation>الساعة مخطئة بـ{n} ثانية؛ والمسح يستخدم الوقت الصحيح.</translation>
    </message>
    <message>
        <source>{n} ms from the server&apos;s clock.</source>
        <translation>{n} م.ث عن ساعة الخادم.</translation>
    </message>
    <message>
        <source>Camera or scanner</source>
        <translation>الكاميرا أو الماسح</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>كاميرا</translation>
    </message>
    <message>
        <source>NFC reader</source>
        <translation>قارئ NFC</translation>
    </message>
    <message>
        <source>codes were read</source>
        <translation>قُرئت رموز</translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation>لم يُقرأ شيء بعد.</translation>
    </message>
    <message>
        <source>Scan any code once to try a hand scanner.</source>
        <translation>امسح أي رمز لتجربة الماسح.</translation>
    </message>
    <message>
        <source>It is being asked for paper and head.</source>
        <translation>يجري سؤالها عن الورق ورأس الطباعة.</translation>
    </message>
    <message>
        <source>{printer}: it cannot be asked for paper and head. Look at it.</source>
        <translation>{printer}: لا يمكن سؤالها عن الورق ورأس الطباعة. انظر إليها.</translation>
    </message>
    <message>
        <source>{printer}: paper is in, and nothing is open.</source>
        <translation>{printer}: الورق موجود، ولا شيء مفتوح.</translation>
    </message>
    <message>
        <source>Server and other doors</source>
        <translation>الخادم والبوابات الأخرى</translation>
    </message>
    <message>
        <source>{n} of {all} other doors answer on this network.</source>
        <translation>{n} من أصل {all} من الأبواب الأخرى تجيب على هذه الشبكة.</translation>
    </message>
    <message>
        <source>The server does not answer; this door works on its own list.</source>
        <translation>الخادم لا يستجيب؛ تعمل هذه البوابة بقائمتها.</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>عمليات المسح</translation>
    </message>
    <message>
        <source>The server questions {n} scans; the organizer sees them.</source>
        <translation>يشكك الخادم في {n} عملية مسح؛ والمنظِّم يراها.</translation>
    </message>
    <message>
        <source>{n} wait to be sent.</source>
        <translation>{n} تنتظر الإرسال.</translation>
    </message>
    <message>
        <source>All are sent.</source>
        <translation>أُرسلت كلها.</translation>
    </message>
    <message>
        <source>Nobody is signed in at this door.</source>
        <translation>لا أحد مسجَّل عند هذه البوابة.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>القرص</translation>
    </message>
    <message>
        <source>{n} MB free.</source>
        <translation>{n} م.ب متاحة.</translation>
    </message>
    <message>
        <source>{n} %, plugged in.</source>
        <translation>{n} ٪، موصول بالكهرباء.</translation>
    </message>
    <message>
        <source>{n} %, not plugged in.</source>
        <translation>{n} ٪، غير موصول.</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>البطارية</translation>
    </message>
    <message>
        <source>Wrong person</source>
        <translation>شخص آخر</translation>
    </message>
    <message>
        <source>Did not go in</source>
        <translation>لم يدخل</translation>
    </message>
    <message>
        <source>Scanned by mistake</source>
        <translation>مُسح بالخطأ</translation>
    </message>
    <message>
        <source>Known to the organizer</source>
        <translation>معروف لدى المنظِّم</translation>
    </message>
    <message>
        <source>Identity checked</source>
        <translation>تم التحقق من الهوية</translation>
    </message>
    <message>
        <source>Mistake in the list</source>
        <translation>خطأ في القائمة</translation>
    </message>
    <message>
        <source>Medical or safety</source>
        <translation>طبي أو سلامة</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>سجّل الدخول أولاً</translation>
    </message>
    <message>
        <source>Press Sign in and type your PIN.</source>
        <translation>اضغط تسجيل الدخول واكتب رقمك السري.</translation>
    </message>
    <message>
        <source>Call staff</source>
        <translation>اتصل بالفريق</translation>
    </message>
    <message>
        <source>Something went wrong in this kiosk.</source>
        <translation>حدث خطأ في هذا الجهاز.</translation>
    </message>
    <message>
        <source>Scan again. If it stays, restart the kiosk.</source>
        <translation>امسح مجدداً. وإن استمر فأعد تشغيل الجهاز.</translation>
    </message>
    <message>
        <source>This event has no seat map.</source>
        <translation>ليس لهذا الحدث مخطط مقاعد.</translation>
    </message>
    <message>
        <source>{seat} is cleared.</source>
        <translation>أُخلي {seat}.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>لماذا؟</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>تم.</translation>
    </message>
    <message>
        <source>They have changed places.</source>
        <translation>تبادلا المقعدين.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>تم التراجع.</translation>
    </message>
    <message>
        <source>There is nothing on the map to undo.</source>
        <translation>لا شيء على الخريطة للتراجع عنه.</translation>
    </message>
    <message>
        <source>Tap the new seat of {name}.</source>
        <translation>المس المقعد الجديد لـ {name}.</translation>
    </message>
    <message>
        <source>this guest</source>
        <translation>هذا الضيف</translation>
    </message>
    <message>
        <source>Tap where the {n} are to sit.</source>
        <translation>المس المكان الذي سيجلس فيه الـ {n}.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>{seat} is held or blocked.</source>
        <translation>{seat} محجوز أو معطل.</translation>
    </message>
    <message>
        <source>Now at {seat}.</source>
        <translation>الآن في {seat}.</translation>
    </message>
    <message>
        <source>A note is one short line of text.</source>
        <translation>الملاحظة سطر نصي قصير واحد.</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>حُفظت الملاحظة.</translation>
    </message>
    <message>
        <source>The note is gone.</source>
        <translation>أُزيلت الملاحظة.</translation>
    </message>
    <message>
        <source>Note on {name}</source>
        <translation>ملاحظة عن {name}</translation>
    </message>
    <message>
        <source>{name} sits at {seat}.</source>
        <translation>يجلس {name} في {seat}.</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>تبديل</translation>
    </message>
    <message>
        <source>{seat} has {n} free places.</source>
        <translation>في {seat} {n} أماكن شاغرة.</translation>
    </message>
    <message>
        <source>You are told who arrives at {seat}.</source>
        <translation>سيُقال لك من يصل إلى {seat}.</translation>
    </message>
    <message>
        <source>{seat} is no longer one of yours.</source>
        <translation>لم يعد {seat} من طاولاتك.</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>مكسور</translation>
    </message>
    <message>
        <source>Not clean</source>
        <translation>غير نظيف</translation>
    </message>
    <message>
        <source>No view</source>
        <translation>بلا رؤية</translation>
    </message>
    <message>
        <source>For a guest</source>
        <translation>لضيف</translation>
    </message>
    <message>
        <source>For crew</source>
        <translation>للطاقم</translation>
    </message>
    <message>
        <source>Walk-in</source>
        <translation>قادم دون حجز</translation>
    </message>
    <message>
        <source>Choose why.</source>
        <translation>اختر السبب.</translation>
    </message>
    <message>
        <source>{who}, in {time}</source>
        <translation>{who}، دخول {time}</translation>
    </message>
    <message>
        <source>{who}, out {time}</source>
        <translation>{who}، خروج {time}</translation>
    </message>
    <message>
        <source>The last guest</source>
        <translation>آخر ضيف</translation>
    </message>
    <message>
        <source>{who} does not count any more.</source>
        <translation>لم يعد {who} محسوباً.</translation>
    </message>
    <message>
        <source>Nothing undone</source>
        <translation>لم يُتراجع عن شيء</translation>
    </message>
    <message>
        <source>The lost one opens no door any more.</source>
        <translation>لم يعد المفقود يفتح أي بوابة.</translation>
    </message>
    <message>
        <source>Not replaced</source>
        <translation>لم يُستبدل</translation>
    </message>
    <message>
        <source>The new wristband is linked.</source>
        <translation>رُبط السوار الجديد.</translation>
    </message>
    <message>
        <source>Hand it over.</source>
        <translation>سلّمه.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>لا صورة</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>مفهوم</translation>
    </message>
    <message>
        <source>Seat slip</source>
        <translation>قصاصة المقعد</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>تحصيل المبلغ</translation>
    </message>
    <message>
        <source>Let in anyway</source>
        <translation>إدخال على أي حال</translation>
    </message>
    <message>
        <source>No supervisor</source>
        <translation>لا مشرف</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>لم يُستلم</translation>
    </message>
    <message>
        <source>The guest list does not say in which currency.</source>
        <translation>قائمة الضيوف لا تذكر العملة.</translation>
    </message>
    <message>
        <source>Connect this kiosk to fetch the list again.</source>
        <translation>صِل هذا الكشك لجلب القائمة من جديد.</translation>
    </message>
    <message>
        <source>How much was paid, in {currency}?</source>
        <translation>كم دُفع بعملة {currency}؟</translation>
    </message>
    <message>
        <source>Amount in {currency}</source>
        <translation>المبلغ بعملة {currency}</translation>
    </message>
    <message>
        <source>An amount such as 25 or 12.50</source>
        <translation>مبلغ مثل 25 أو 12.50</translation>
    </message>
    <message>
        <source>How was it paid?</source>
        <translation>كيف دُفع؟</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>نقداً</translation>
    </message>
    <message>
        <source>Card terminal</source>
        <translation>جهاز البطاقات</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>تخطٍّ</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>التقاط الصورة</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>رقم</translation>
    </message>
    <message>
        <source>A date</source>
        <translation>تاريخ</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>الجواب</translation>
    </message>
    <message>
        <source>A whole number of persons</source>
        <translation>عدد صحيح من الأشخاص</translation>
    </message>
    <message>
        <source>This answer is needed.</source>
        <translation>هذا الجواب مطلوب.</translation>
    </message>
    <message>
        <source>Capital letters</source>
        <translation>أحرف كبيرة</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>مسافة</translation>
    </message>
    <message>
        <source>Delete the last letter</source>
        <translation>احذف آخر حرف</translation>
    </message>
    <message>
        <source>A device on this network was turned away ({host}): {why}</source>
        <translation>رُفض جهاز على هذه الشبكة ({host}): {why}</translation>
    </message>
    <message>
        <source>This kiosk was restored from a copy; it goes on as new.</source>
        <translation>استُعيد هذا الكشك من نسخة؛ وهو يواصل كجهاز جديد.</translation>
    </message>
    <message>
        <source>The organizer revoked this kiosk. Its guest list is gone; use another kiosk.</source>
        <translation>ألغى المنظّم هذا الكشك. حُذفت قائمة ضيوفه؛ استخدم كشكًا آخر.</translation>
    </message>
    <message>
        <source>Find guest or seat</source>
        <translation>ابحث عن ضيف أو مقعد</translation>
    </message>
    <message>
        <source>has no seat · tap to give one</source>
        <translation>بلا مقعد · المس لإعطائه واحدًا</translation>
    </message>
    <message>
        <source>Nobody and no seat is called that.</source>
        <translation>لا ضيف ولا مقعد بهذا الاسم.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Whole room</source>
        <translation>القاعة كلها</translation>
    </message>
    <message>
        <source>Arrived at {gate}</source>
        <translation>وصل عند {gate}</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>وصل</translation>
    </message>
    <message>
        <source>your table</source>
        <translation>طاولتك</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>القاعة</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>ملاحظة: {text}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Note on the seat</source>
        <translation>ملاحظة على المقعد</translation>
    </message>
    <message>
        <source>Note on the table</source>
        <translation>ملاحظة على الطاولة</translation>
    </message>
    <message>
        <source>About {n} in the next quarter hour</source>
        <translation>نحو {n} خلال ربع الساعة القادم</translation>
    </message>
    <message>
        <source>About {n} of them at your tables</source>
        <translation>منهم نحو {n} إلى طاولاتك</translation>
    </message>
    <message>
        <source>Minimum spend {amount}</source>
        <translation>الحد الأدنى للإنفاق {amount}</translation>
    </message>
    <message>
        <source>Two hosts gave this seat away. The first move stands; check who sits here.</source>
        <translation>أعطى مضيفان هذا المقعد. يبقى التغيير الأول؛ تحقق ممن يجلس هنا.</translation>
    </message>
    <message>
        <source>Blocked: {reason}</source>
        <translation>معطل: {reason}</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>دون ذكر سبب</translation>
    </message>
    <message>
        <source>Held: {reason}</source>
        <translation>محجوز: {reason}</translation>
    </message>
    <message>
        <source>Nobody has this seat.</source>
        <translation>لا أحد لديه هذا المقعد.</translation>
    </message>
    <message>
        <source>here</source>
        <translation>حاضر</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>منتظر</translation>
    </message>
    <message>
        <source>left</source>
        <translation>غادر</translation>
    </message>
    <message>
        <source>Unknown guest</source>
        <translation>ضيف غير معروف</translation>
    </message>
    <message>
        <source>Host: {name}</source>
        <translation>المضيف: {name}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>نقل</translation>
    </message>
    <message>
        <source>My table</source>
        <translation>طاولتي</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>إخلاء</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>حجز</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>تحرير</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>إلغاء التعطيل</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>تعطيل</translation>
    </message>
    <message>
        <source>free</source>
        <translation>شاغر</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>كبار الضيوف</translation>
    </message>
    <message>
        <source>needs help</source>
        <translation>يحتاج مساعدة</translation>
    </message>
    <message>
        <source>held</source>
        <translation>محجوز</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>معطل</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>تعارض</translation>
    </message>
    <message>
        <source>{n} places</source>
        <translation>{n} أماكن</translation>
    </message>
    <message>
        <source>{n} here</source>
        <translation>{n} حاضرون</translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation>{n} منتظرون</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>{n} غادروا</translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation>{n} شاغرة</translation>
    </message>
    <message>
        <source>Scan the code below with the hand scanner.</source>
        <translation>امسح الرمز أدناه بالماسح اليدوي.</translation>
    </message>
    <message>
        <source>That was not the code on the screen. Nothing was changed.</source>
        <translation>لم يكن ذلك الرمز المعروض. لم يتغير شيء.</translation>
    </message>
    <message>
        <source>The scanner is set up as it read the code.</source>
        <translation>ضُبط الماسح كما قرأ الرمز.</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>امسح مرة أخرى</translation>
    </message>
    <message>
        <source>Only a part of the code arrived.</source>
        <translation>وصل جزء من الرمز فقط.</translation>
    </message>
    <message>
        <source>Scan the ticket again.</source>
        <translation>امسح التذكرة مرة أخرى.</translation>
    </message>
</context>
</TS>
