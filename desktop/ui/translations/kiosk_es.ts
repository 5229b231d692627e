<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Doors open</source>
        <translation>Apertura de puertas</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Let in.</source>
        <translation>Deje entrar.</translation>
    </message>
    <message>
        <source>Let in, and do what the dark line says.</source>
        <translation>Deje entrar y haga lo que dice la línea oscura.</translation>
    </message>
    <message>
        <source>A question: answer it below, or tap the wristband.</source>
        <translation>Una pregunta: responda abajo o acerque la pulsera.</translation>
    </message>
    <message>
        <source>Do not let in; the dark line says what to do.</source>
        <translation>No deje entrar; la línea oscura dice qué hacer.</translation>
    </message>
    <message>
        <source>Not about the guest: nothing was decided. Read why.</source>
        <translation>No es por el invitado: no se decidió nada. Lea por qué.</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Escanear</translation>
    </message>
    <message>
        <source>Hold the code still before the camera, a hand scanner or an NFC reader. The next ticket replaces what is shown.</source>
        <translation>Mantenga el código quieto ante la cámara, el escáner o el lector NFC. La siguiente entrada sustituye lo que se ve.</translation>
    </message>
    <message>
        <source>A part of the name, the order number, the seat or the end of the code is enough.</source>
        <translation>Basta una parte del nombre, del número de pedido, del asiento o el final del código.</translation>
    </message>
    <message>
        <source>Takes back the last scan of this door, and asks why.</source>
        <translation>Retira el último escaneo de esta puerta y pregunta por qué.</translation>
    </message>
    <message>
        <source>A supervisor (★) gives a reason and a PIN. It is written down.</source>
        <translation>Un supervisor (★) da un motivo y un PIN. Queda anotado.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sin red</translation>
    </message>
    <message>
        <source>Go on scanning. This door works on its own list and sends everything later.</source>
        <translation>Siga escaneando. Esta puerta trabaja con su propia lista y lo envía todo después.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Go: the doors can open.</source>
        <translation>Listo: se pueden abrir las puertas.</translation>
    </message>
    <message>
        <source>Go, but look at the yellow points.</source>
        <translation>Listo, pero revise los puntos amarillos.</translation>
    </message>
    <message>
        <source>No go: see to the red points first.</source>
        <translation>No listo: resuelva antes los puntos rojos.</translation>
    </message>
    <message>
        <source>No answer from the server.</source>
        <translation>El servidor no responde.</translation>
    </message>
    <message>
        <source>This is no server address.</source>
        <translation>No es la dirección de un servidor.</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Código de alta</translation>
    </message>
    <message>
        <source>Kiosk name, such as Gate A left</source>
        <translation>Nombre del puesto, p. ej. Puerta A izquierda</translation>
    </message>
    <message>
        <source>Name of this kiosk</source>
        <translation>Nombre de este puesto</translation>
    </message>
    <message>
        <source>Enrol this kiosk</source>
        <translation>Dar de alta este puesto</translation>
    </message>
    <message>
        <source>This code is not an enrolment code of an Usher server.</source>
        <translation>Este código no es un código de alta de un servidor Usher.</translation>
    </message>
    <message>
        <source>Paste the whole code that the organizer&apos;s page shows.</source>
        <translation>Pegue el código completo que muestra la página del organizador.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Consultando al servidor…</translation>
    </message>
    <message>
        <source>Make this a door</source>
        <translation>Convertir en puerta</translation>
    </message>
    <message>
        <source>Ask the organizer for an enrolment code of this event. Hold it to the camera, or paste its text here.</source>
        <translation>Pida al organizador un código de alta de este evento. Muéstrelo a la cámara o pegue su texto aquí.</translation>
    </message>
    <message>
        <source>We cannot read this code. Make the screen brighter.</source>
        <translation>No podemos leer este código. Suba el brillo de la pantalla.</translation>
    </message>
    <message>
        <source>We cannot find this ticket.</source>
        <translation>No encontramos esta entrada.</translation>
    </message>
    <message>
        <source>This door opens later.</source>
        <translation>Esta puerta abre más tarde.</translation>
    </message>
    <message>
        <source>This ticket has already been used.</source>
        <translation>Esta entrada ya se ha usado.</translation>
    </message>
    <message>
        <source>Your ticket is for another entrance.</source>
        <translation>Su entrada es para otro acceso.</translation>
    </message>
    <message>
        <source>It is full at the moment. Please wait.</source>
        <translation>Ahora está lleno. Espere, por favor.</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>Hasta luego</translation>
    </message>
    <message>
        <source>Have a safe way home.</source>
        <translation>Buen viaje de vuelta.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Bienvenido</translation>
    </message>
    <message>
        <source>Please go in.</source>
        <translation>Pase, por favor.</translation>
    </message>
    <message>
        <source>Please speak to our staff on your way in.</source>
        <translation>Hable con nuestro personal al entrar.</translation>
    </message>
    <message>
        <source>We need a moment with this ticket.</source>
        <translation>Necesitamos un momento con esta entrada.</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Un momento</translation>
    </message>
    <message>
        <source>Please speak to our staff.</source>
        <translation>Hable con nuestro personal.</translation>
    </message>
    <message>
        <source>Check in here</source>
        <translation>Regístrese aquí</translation>
    </message>
    <message>
        <source>Hold the code of your ticket in front of the camera.</source>
        <translation>Muestre el código de su entrada a la cámara.</translation>
    </message>
    <message>
        <source>No camera found, or another program uses it. Scan with a hand scanner or search.</source>
        <translation>No hay cámara, o la usa otro programa. Use un lector o busque.</translation>
    </message>
    <message>
        <source>The camera gives no picture. Check its cable.</source>
        <translation>La cámara no da imagen. Revise el cable.</translation>
    </message>
    <message>
        <source>The video source cannot be opened.</source>
        <translation>No se puede abrir la fuente de vídeo.</translation>
    </message>
    <message>
        <source>This kiosk uses no camera.</source>
        <translation>Este puesto no usa cámara.</translation>
    </message>
    <message>
        <source>The disk is full or cannot be written. Free some space.</source>
        <translation>El disco está lleno o protegido. Libere espacio.</translation>
    </message>
    <message>
        <source>A file of this kiosk is damaged. Use another kiosk and call staff.</source>
        <translation>Un archivo de este puesto está dañado. Use otro y avise al equipo.</translation>
    </message>
    <message>
        <source>This scan could not be saved. Scan again.</source>
        <translation>No se pudo guardar. Escanee otra vez.</translation>
    </message>
    <message>
        <source>There is no scan of this kiosk to undo.</source>
        <translation>No hay ningún escaneo de este puesto que deshacer.</translation>
    </message>
    <message>
        <source>This guest was scanned again since; look at the ticket.</source>
        <translation>Este invitado se escaneó de nuevo desde entonces; mire la entrada.</translation>
    </message>
    <message>
        <source>There is no scan of this ticket to take back here.</source>
        <translation>No hay ningún escaneo de esta entrada que retirar aquí.</translation>
    </message>
    <message>
        <source>Another door made this scan. Only a supervisor may take it back.</source>
        <translation>Lo hizo otra puerta. Solo un supervisor puede retirarlo.</translation>
    </message>
    <message>
        <source>This wristband cannot be read.</source>
        <translation>No se puede leer esta pulsera.</translation>
    </message>
    <message>
        <source>This chip has another number at each tap. Use a wristband.</source>
        <translation>Este chip tiene otro número en cada toque. Use una pulsera.</translation>
    </message>
    <message>
        <source>This seat is not free any more. Look at the map again.</source>
        <translation>Este asiento ya no está libre. Mire el plano otra vez.</translation>
    </message>
    <message>
        <source>Let the guest in first; the new wristband is linked with that.</source>
        <translation>Deje entrar antes al invitado; la pulsera se vincula entonces.</translation>
    </message>
    <message>
        <source>This is the wristband the guest already has.</source>
        <translation>Es la pulsera que el invitado ya tiene.</translation>
    </message>
    <message>
        <source>Let the guest in first, then print the badge.</source>
        <translation>Deje entrar antes al invitado e imprima después.</translation>
    </message>
    <message>
        <source>This is no enrolment code.</source>
        <translation>No es un código de alta.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>La impresora no responde.</translation>
    </message>
    <message>
        <source>There is no such printer on this computer.</source>
        <translation>Esa impresora no existe en este equipo.</translation>
    </message>
    <message>
        <source>Paper is out. Put a new roll in.</source>
        <translation>No hay papel. Ponga un rollo nuevo.</translation>
    </message>
    <message>
        <source>Paper is nearly out. Have a new roll ready.</source>
        <translation>Queda poco papel. Tenga listo un rollo nuevo.</translation>
    </message>
    <message>
        <source>The head is open. Close it.</source>
        <translation>El cabezal está abierto. Ciérrelo.</translation>
    </message>
    <message>
        <source>The cover is open. Close it.</source>
        <translation>La tapa está abierta. Ciérrela.</translation>
    </message>
    <message>
        <source>The ribbon is out. Put a new one in.</source>
        <translation>Se acabó la cinta. Ponga una nueva.</translation>
    </message>
    <message>
        <source>The printer is paused. Press its pause key.</source>
        <translation>La impresora está en pausa. Pulse su tecla de pausa.</translation>
    </message>
    <message>
        <source>The print head is too hot. Let it cool.</source>
        <translation>El cabezal está demasiado caliente. Deje que se enfríe.</translation>
    </message>
    <message>
        <source>The cutter is stuck. Open the cover and free it.</source>
        <translation>La cuchilla está atascada. Abra la tapa y libérela.</translation>
    </message>
    <message>
        <source>The printer reports a fault. Switch it off and on.</source>
        <translation>La impresora indica un fallo. Apáguela y enciéndala.</translation>
    </message>
    <message>
        <source>The printer is offline. Look at its lights.</source>
        <translation>La impresora no está lista. Mire sus luces.</translation>
    </message>
    <message>
        <source>It is not enrolled for this event.</source>
        <translation>No está dado de alta para este evento.</translation>
    </message>
    <message>
        <source>The organizer revoked it.</source>
        <translation>El organizador lo revocó.</translation>
    </message>
    <message>
        <source>It sent an entry that makes no sense.</source>
        <translation>Envió una entrada que no tiene sentido.</translation>
    </message>
    <message>
        <source>It sent an entry that was altered.</source>
        <translation>Envió una entrada alterada.</translation>
    </message>
    <message>
        <source>It sent an entry that is not what it says.</source>
        <translation>Envió una entrada que no es lo que dice ser.</translation>
    </message>
    <message>
        <source>It sent an entry of a kind that is not shared.</source>
        <translation>Envió una entrada de un tipo que no se comparte.</translation>
    </message>
    <message>
        <source>It does not listen.</source>
        <translation>No escucha.</translation>
    </message>
    <message>
        <source>It sent something that makes no sense.</source>
        <translation>Envió algo que no tiene sentido.</translation>
    </message>
    <message>
        <source>It sends more than a door can have to say.</source>
        <translation>Envía más de lo que una puerta puede tener que decir.</translation>
    </message>
    <message>
        <source>It sent something that cannot be opened.</source>
        <translation>Envió algo que no se puede abrir.</translation>
    </message>
    <message>
        <source>It repeated, dropped or sent back a message.</source>
        <translation>Repitió, omitió o devolvió un mensaje.</translation>
    </message>
    <message>
        <source>It did not prove who it is.</source>
        <translation>No demostró quién es.</translation>
    </message>
    <message>
        <source>It does not speak our language.</source>
        <translation>No habla nuestro idioma.</translation>
    </message>
    <message>
        <source>It speaks another version.</source>
        <translation>Habla otra versión.</translation>
    </message>
    <message>
        <source>It belongs to another event.</source>
        <translation>Pertenece a otro evento.</translation>
    </message>
    <message>
        <source>It sent more than a message may hold.</source>
        <translation>Envió más de lo que cabe en un mensaje.</translation>
    </message>
    <message>
        <source>It has this kiosk&apos;s key: one of the two is a copy.</source>
        <translation>Tiene la clave de este quiosco: uno de los dos es una copia.</translation>
    </message>
    <message>
        <source>This kiosk cannot listen on the network.</source>
        <translation>Este quiosco no puede escuchar en la red.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Cifras</translation>
    </message>
    <message>
        <source>Entries per minute, last hour</source>
        <translation>Entradas por minuto, última hora</translation>
    </message>
    <message>
        <source>No guest list has arrived on this kiosk yet.</source>
        <translation>Aún no ha llegado ninguna lista de invitados.</translation>
    </message>
    <message>
        <source>By ticket type</source>
        <translation>Por tipo de entrada</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>dentro</translation>
    </message>
    <message>
        <source>inside of {capacity}</source>
        <translation>de {capacity} dentro</translation>
    </message>
    <message>
        <source>{left} places left</source>
        <translation>quedan {left} plazas</translation>
    </message>
    <message>
        <source>{expected} still expected</source>
        <translation>faltan {expected}</translation>
    </message>
    <message>
        <source>{come} of {all}</source>
        <translation>{come} de {all}</translation>
    </message>
    <message>
        <source>{n} at most</source>
        <translation>{n} como máximo</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>hace una hora</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>This kiosk: {n} an hour.</source>
        <translation>Este puesto: {n} por hora.</translation>
    </message>
    <message>
        <source>Still to come: about {rest}, of these {soon} within 15 minutes.</source>
        <translation>Por llegar: unos {rest}, de ellos {soon} en 15 minutos.</translation>
    </message>
    <message>
        <source>At this pace they take this kiosk {n} minutes.</source>
        <translation>A este ritmo, este puesto tardará {n} minutos.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Nobody of this event can sign in here yet.</source>
        <translation>Nadie de este evento puede identificarse aún.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quién</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>Borrar la última cifra</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Imagen de la cámara</translation>
    </message>
    <message>
        <source>Starting the camera</source>
        <translation>Iniciando la cámara</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Retirado</translation>
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
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Last scans</source>
        <translation>Últimos escaneos</translation>
    </message>
    <message>
        <source>Name, order number, company, seat, or the last letters of the code</source>
        <translation>Nombre, pedido, empresa, asiento o final del código</translation>
    </message>
    <message>
        <source>Search for a guest</source>
        <translation>Buscar un invitado</translation>
    </message>
    <message>
        <source>Guests found</source>
        <translation>Invitados encontrados</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Dejar entrar</translation>
    </message>
    <message>
        <source>Let out</source>
        <translation>Dejar salir</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Nobody found. Check the spelling, or type less.</source>
        <translation>Nadie. Revise la ortografía o escriba menos.</translation>
    </message>
    <message>
        <source>Several guests have the same name: compare order, seat and code.</source>
        <translation>Varios invitados se llaman igual: compare pedido, asiento y código.</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Sin nombre</translation>
    </message>
    <message>
        <source>code …{tail}</source>
        <translation>código …{tail}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Sin cámara</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Sin impresora</translation>
    </message>
    <message>
        <source>Sharp enough</source>
        <translation>Bastante nítido</translation>
    </message>
    <message>
        <source>Not sharp: move the code</source>
        <translation>Borroso: mueva el código</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Nitidez</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>NFC readers: {names}</source>
        <translation>Lectores NFC: {names}</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>Pantalla y sonido</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Puerta</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modo</translation>
    </message>
    <message>
        <source>Staff must sign in to scan</source>
        <translation>El personal debe identificarse para escanear</translation>
    </message>
    <message>
        <source>Self-service for guests</source>
        <translation>Autoservicio para invitados</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Cámara</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Resolución</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Exposición</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automática</translation>
    </message>
    <message>
        <source>always</source>
        <translation>siempre</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>Keyboard on the screen</source>
        <translation>Teclado en pantalla</translation>
    </message>
    <message>
        <source>Mirror the picture</source>
        <translation>Imagen en espejo</translation>
    </message>
    <message>
        <source>Lamp on, where the camera has one</source>
        <translation>Luz encendida, si la cámara tiene</translation>
    </message>
    <message>
        <source>Enter or Tab</source>
        <translation>Intro o Tab</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>Hand scanner and NFC</source>
        <translation>Lector y NFC</translation>
    </message>
    <message>
        <source>Before each code</source>
        <translation>Antes de cada código</translation>
    </message>
    <message>
        <source>After each code</source>
        <translation>Después de cada código</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Termina con</translation>
    </message>
    <message>
        <source>Pause between keys</source>
        <translation>Pausa entre teclas</translation>
    </message>
    <message>
        <source>Learn from a scan</source>
        <translation>Aprender de una lectura</translation>
    </message>
    <message>
        <source>on demand</source>
        <translation>a petición</translation>
    </message>
    <message>
        <source>once for each guest</source>
        <translation>una vez por invitado</translation>
    </message>
    <message>
        <source>at every entry</source>
        <translation>en cada entrada</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Credencial</translation>
    </message>
    <message>
        <source>Wristband label</source>
        <translation>Etiqueta de pulsera</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Impresión</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Impresora</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prueba</translation>
    </message>
    <message>
        <source>This kiosk</source>
        <translation>Este puesto</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>Paquete de soporte</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Close the app</source>
        <translation>Cerrar la aplicación</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>Entry and exit</source>
        <translation>Entrada y salida</translation>
    </message>
    <message>
        <source>Info only</source>
        <translation>Solo información</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Print badge</source>
        <translation>Imprimir credencial</translation>
    </message>
    <message>
        <source>Replace wristband</source>
        <translation>Cambiar pulsera</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Retirar</translation>
    </message>
    <message>
        <source>Wristband {band}</source>
        <translation>Pulsera {band}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Reimprimir</translation>
    </message>
    <message>
        <source>Inside: {list}</source>
        <translation>Dentro: {list}</translation>
    </message>
    <message>
        <source>Not inside</source>
        <translation>No está dentro</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Nada todavía.</translation>
    </message>
    <message>
        <source>taken back later</source>
        <translation>retirado después</translation>
    </message>
    <message>
        <source>Wristband linked</source>
        <translation>Pulsera vinculada</translation>
    </message>
    <message>
        <source>Paid at the door</source>
        <translation>Pagado en puerta</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Whoever is scanned leaves.</source>
        <translation>Quien se escanea, sale.</translation>
    </message>
    <message>
        <source>Out for who is inside, in for who is not.</source>
        <translation>Sale quien está dentro, entra quien no.</translation>
    </message>
    <message>
        <source>Nothing is written; nobody is let in.</source>
        <translation>No se escribe nada; no entra nadie.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Hold a ticket to the camera, scan it, or search.</source>
        <translation>Muestre una entrada a la cámara, escanéela o busque.</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leído</translation>
    </message>
    <message>
        <source>in the last minute</source>
        <translation>último minuto</translation>
    </message>
    <message>
        <source>still expected</source>
        <translation>por llegar</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Cannot read</source>
        <translation>Ilegible</translation>
    </message>
    <message>
        <source>The code holds nothing that can be read.</source>
        <translation>El código no contiene nada legible.</translation>
    </message>
    <message>
        <source>Brighten the phone, hold it still, or search by name.</source>
        <translation>Suba el brillo, no lo mueva, o busque el nombre.</translation>
    </message>
    <message>
        <source>Not genuine</source>
        <translation>No es auténtica</translation>
    </message>
    <message>
        <source>The signature of this ticket is wrong.</source>
        <translation>La firma de esta entrada es falsa.</translation>
    </message>
    <message>
        <source>Do not let in. Call a supervisor.</source>
        <translation>No dejar entrar. Llame a un supervisor.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>No encontrada</translation>
    </message>
    <message>
        <source>This is no ticket of this event.</source>
        <translation>No es una entrada de este evento.</translation>
    </message>
    <message>
        <source>Ask for the ticket again, or search by name.</source>
        <translation>Pida otra vez la entrada, o busque el nombre.</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Reemplazada</translation>
    </message>
    <message>
        <source>A newer ticket was issued in place of this one.</source>
        <translation>Se emitió una entrada más nueva en su lugar.</translation>
    </message>
    <message>
        <source>Ask for the newer ticket, or search by name.</source>
        <translation>Pida la entrada nueva, o busque el nombre.</translation>
    </message>
    <message>
        <source>Other event</source>
        <translation>Otro evento</translation>
    </message>
    <message>
        <source>Show the guest the way to that event.</source>
        <translation>Indique el camino a ese evento.</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>Cancelada</translation>
    </message>
    <message>
        <source>This ticket was canceled.</source>
        <translation>Esta entrada fue cancelada.</translation>
    </message>
    <message>
        <source>Do not let in. Send to the ticket desk.</source>
        <translation>No dejar entrar. Envíe a la taquilla.</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Reembolsada</translation>
    </message>
    <message>
        <source>The money for this ticket was given back.</source>
        <translation>Se devolvió el dinero de esta entrada.</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Bloqueada</translation>
    </message>
    <message>
        <source>Staff blocked this ticket.</source>
        <translation>El personal bloqueó esta entrada.</translation>
    </message>
    <message>
        <source>Not approved</source>
        <translation>No aprobada</translation>
    </message>
    <message>
        <source>The order still waits for approval.</source>
        <translation>El pedido aún espera aprobación.</translation>
    </message>
    <message>
        <source>Send to the ticket desk.</source>
        <translation>Envíe a la taquilla.</translation>
    </message>
    <message>
        <source>Too early</source>
        <translation>Demasiado pronto</translation>
    </message>
    <message>
        <source>This ticket or this door is not open yet.</source>
        <translation>Esta entrada o esta puerta aún no está abierta.</translation>
    </message>
    <message>
        <source>Ask the guest to come back later.</source>
        <translation>Pida al invitado que vuelva más tarde.</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Demasiado tarde</translation>
    </message>
    <message>
        <source>The time of this ticket or this door is over.</source>
        <translation>El tiempo de esta entrada o puerta ya pasó.</translation>
    </message>
    <message>
        <source>Wrong door</source>
        <translation>Puerta equivocada</translation>
    </message>
    <message>
        <source>This ticket is not for this entrance.</source>
        <translation>Esta entrada no es para este acceso.</translation>
    </message>
    <message>
        <source>Wrong date</source>
        <translation>Fecha equivocada</translation>
    </message>
    <message>
        <source>This ticket is for another date.</source>
        <translation>Esta entrada es para otra fecha.</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Sin pagar</translation>
    </message>
    <message>
        <source>This ticket is not paid yet.</source>
        <translation>Esta entrada aún no está pagada.</translation>
    </message>
    <message>
        <source>Take the money here, or send to the ticket desk.</source>
        <translation>Cobre aquí, o envíe a la taquilla.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>A rule of this door says no.</source>
        <translation>Una regla de esta puerta lo impide.</translation>
    </message>
    <message>
        <source>Explain the rule, or call a supervisor.</source>
        <translation>Explique la regla, o llame a un supervisor.</translation>
    </message>
    <message>
        <source>Already inside</source>
        <translation>Ya está dentro</translation>
    </message>
    <message>
        <source>Do not let in. Ask for ID, or call a supervisor.</source>
        <translation>No dejar entrar. Pida identificación o un supervisor.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Lleno</translation>
    </message>
    <message>
        <source>There is no room left.</source>
        <translation>No queda sitio.</translation>
    </message>
    <message>
        <source>Ask the guest to wait for places.</source>
        <translation>Pida al invitado que espere.</translation>
    </message>
    <message>
        <source>One question</source>
        <translation>Una pregunta</translation>
    </message>
    <message>
        <source>Choose or write the answer below.</source>
        <translation>Elija o escriba la respuesta abajo.</translation>
    </message>
    <message>
        <source>Wristband</source>
        <translation>Pulsera</translation>
    </message>
    <message>
        <source>Tap or scan the new wristband now.</source>
        <translation>Acerque o escanee ahora la pulsera nueva.</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Cuál</translation>
    </message>
    <message>
        <source>Choose what the guest wants to use.</source>
        <translation>Elija lo que el invitado quiere usar.</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Cuántos</translation>
    </message>
    <message>
        <source>Choose how many go in now.</source>
        <translation>Elija cuántos entran ahora.</translation>
    </message>
    <message>
        <source>VIP guest</source>
        <translation>Invitado VIP</translation>
    </message>
    <message>
        <source>Needs step-free access</source>
        <translation>Necesita acceso sin escalones</translation>
    </message>
    <message>
        <source>Wheelchair place</source>
        <translation>Plaza para silla de ruedas</translation>
    </message>
    <message>
        <source>Check the age</source>
        <translation>Compruebe la edad</translation>
    </message>
    <message>
        <source>Press</source>
        <translation>Prensa</translation>
    </message>
    <message>
        <source>Medical note</source>
        <translation>Nota médica</translation>
    </message>
    <message>
        <source>was not known to be inside</source>
        <translation>no constaba dentro</translation>
    </message>
    <message>
        <source>capacity is reached</source>
        <translation>se alcanzó el aforo</translation>
    </message>
    <message>
        <source>an older ticket was shown</source>
        <translation>se mostró una entrada antigua</translation>
    </message>
    <message>
        <source>ticket is canceled</source>
        <translation>entrada cancelada</translation>
    </message>
    <message>
        <source>ticket is refunded</source>
        <translation>entrada reembolsada</translation>
    </message>
    <message>
        <source>ticket is blocked</source>
        <translation>entrada bloqueada</translation>
    </message>
    <message>
        <source>order is not approved</source>
        <translation>pedido no aprobado</translation>
    </message>
    <message>
        <source>ticket is for another list</source>
        <translation>entrada de otra lista</translation>
    </message>
    <message>
        <source>ticket is for another date</source>
        <translation>entrada de otra fecha</translation>
    </message>
    <message>
        <source>ticket is not paid</source>
        <translation>entrada sin pagar</translation>
    </message>
    <message>
        <source>{who} was let in with a canceled ticket.</source>
        <translation>{who} entró con una entrada cancelada.</translation>
    </message>
    <message>
        <source>{who} was let in with a refunded ticket.</source>
        <translation>{who} entró con una entrada reembolsada.</translation>
    </message>
    <message>
        <source>{who} was let in with a blocked ticket.</source>
        <translation>{who} entró con una entrada bloqueada.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket that was replaced.</source>
        <translation>{who} entró con una entrada reemplazada.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket the server does not know.</source>
        <translation>{who} entró con una entrada que el servidor no conoce.</translation>
    </message>
    <message>
        <source>{who} was let in with an unpaid ticket.</source>
        <translation>{who} entró con una entrada sin pagar.</translation>
    </message>
    <message>
        <source>{who} was let in before the order was approved.</source>
        <translation>{who} entró antes de aprobarse el pedido.</translation>
    </message>
    <message>
        <source>{who} was let in outside the opening hours.</source>
        <translation>{who} entró fuera de horario.</translation>
    </message>
    <message>
        <source>{who} was let in on another date than the ticket&apos;s.</source>
        <translation>{who} entró en otra fecha que la de la entrada.</translation>
    </message>
    <message>
        <source>{who} was let in at the wrong door.</source>
        <translation>{who} entró por la puerta equivocada.</translation>
    </message>
    <message>
        <source>{who} was let in against a rule.</source>
        <translation>{who} entró contra una regla.</translation>
    </message>
    <message>
        <source>{who} was inside when the wristband went to another guest.</source>
        <translation>{who} estaba dentro cuando su pulsera pasó a otra persona.</translation>
    </message>
    <message>
        <source>More guests were let in than there is room for.</source>
        <translation>Entraron más invitados de los que caben.</translation>
    </message>
    <message>
        <source>Scanned twice</source>
        <translation>Escaneada dos veces</translation>
    </message>
    <message>
        <source>The same guest may go on. Do not let in anyone else.</source>
        <translation>El mismo invitado puede pasar. Nadie más.</translation>
    </message>
    <message>
        <source>Already used</source>
        <translation>Ya usada</translation>
    </message>
    <message>
        <source>Do not let in, or call a supervisor.</source>
        <translation>No deje entrar, o llame a un supervisor.</translation>
    </message>
    <message>
        <source>Send to {list}.</source>
        <translation>Envíe a {list}.</translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation>Ahora dentro</translation>
    </message>
    <message>
        <source>For information</source>
        <translation>Para información</translation>
    </message>
    <message>
        <source>This ticket would be let in.</source>
        <translation>Esta entrada sería admitida.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>No guardado</translation>
    </message>
    <message>
        <source>Do not let in on this scan. Scan again.</source>
        <translation>No dejar entrar con este escaneo. Escanee otra vez.</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>Uno a la vez</translation>
    </message>
    <message>
        <source>Several tickets are in the picture.</source>
        <translation>Hay varias entradas en la imagen.</translation>
    </message>
    <message>
        <source>Show one ticket only.</source>
        <translation>Muestre solo una entrada.</translation>
    </message>
    <message>
        <source>moments ago</source>
        <translation>hace un momento</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>hace %n minuto</numerusform>
            <numerusform>hace %n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>hace %n hora</numerusform>
            <numerusform>hace %n horas</numerusform>
        </translation>
    </message>
    <message>
        <source>This door serves no list any more. Ask the organizer for one.</source>
        <translation>Esta puerta ya no atiende ninguna lista. Pide una al organizador.</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Sin conexión desde {time}</translation>
    </message>
    <message>
        <source>No list yet</source>
        <translation>Aún sin lista</translation>
    </message>
    <message numerus="yes">
        <source>List %n min old</source>
        <translation>
            <numerusform>Lista de hace %n min</numerusform>
            <numerusform>Lista de hace %n min</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Al día</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) waiting</source>
        <translation>
            <numerusform>%n escaneo pendiente</numerusform>
            <numerusform>%n escaneos pendientes</numerusform>
        </translation>
    </message>
    <message>
        <source>A guest</source>
        <translation>Un invitado</translation>
    </message>
    <message>
        <source>{who} came in twice; the entry at another door was first.</source>
        <translation>{who} entró dos veces; la otra puerta fue la primera.</translation>
    </message>
    <message>
        <source>{who} came in twice, here and at another door.</source>
        <translation>{who} entró dos veces, aquí y por otra puerta.</translation>
    </message>
    <message>
        <source>{who} was let in, which the server questions.</source>
        <translation>{who} entró, lo que el servidor cuestiona.</translation>
    </message>
    <message>
        <source>Let in by a supervisor: {reasons}</source>
        <translation>Admitido por un supervisor: {reasons}</translation>
    </message>
    <message>
        <source>Note what is wrong.</source>
        <translation>Anote lo que está mal.</translation>
    </message>
    <message>
        <source>Call the floor host, then let in.</source>
        <translation>Llame al anfitrión de sala y deje entrar.</translation>
    </message>
    <message>
        <source>Goodbye, but</source>
        <translation>Hasta luego, pero</translation>
    </message>
    <message>
        <source>Welcome, but</source>
        <translation>Bienvenido, pero</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n persona</numerusform>
            <numerusform>%n personas</numerusform>
        </translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Ha salido</translation>
    </message>
    <message>
        <source>Come in</source>
        <translation>Adelante</translation>
    </message>
    <message>
        <source>Not in the list of {time}; the list is {minutes} min old.</source>
        <translation>No está en la lista de las {time}; tiene {minutes} min.</translation>
    </message>
    <message>
        <source>Not in list</source>
        <translation>No está en la lista</translation>
    </message>
    <message>
        <source>Try again when online, or ask a supervisor.</source>
        <translation>Pruebe con conexión, o pregunte a un supervisor.</translation>
    </message>
    <message>
        <source>This ticket is for {event}.</source>
        <translation>Esta entrada es para {event}.</translation>
    </message>
    <message>
        <source>This ticket has been used.</source>
        <translation>Esta entrada ya se usó.</translation>
    </message>
    <message>
        <source>In {entered}, out {left}. This list lets in once.</source>
        <translation>Entró {entered}, salió {left}. Esta lista deja entrar una vez.</translation>
    </message>
    <message>
        <source>This kiosk let this ticket in moments ago. It is your own second scan.</source>
        <translation>Este puesto acaba de admitirla. Es su propio segundo escaneo.</translation>
    </message>
    <message>
        <source>Entered {time} at {gate}, {ago}.</source>
        <translation>Entró a las {time}, {gate}, {ago}.</translation>
    </message>
    <message>
        <source>Entered {time}, {ago}.</source>
        <translation>Entró a las {time}, {ago}.</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) left.</source>
        <translation>
            <numerusform>Queda %n plaza.</numerusform>
            <numerusform>Quedan %n plazas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Group ticket</source>
        <translation>Entrada de grupo</translation>
    </message>
    <message>
        <source>Self-service</source>
        <translation>Autoservicio</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Identificarse</translation>
    </message>
    <message>
        <source>Seat map</source>
        <translation>Plano de asientos</translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation>Actualizar</translation>
    </message>
    <message>
        <source>Signed in: {name}</source>
        <translation>Identificado: {name}</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>Nadie se ha identificado.</translation>
    </message>
    <message>
        <source>No supervisor with a PIN is known to this kiosk.</source>
        <translation>Este puesto no conoce ningún supervisor con PIN.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Retirado.</translation>
    </message>
    <message>
        <source>This value cannot be used.</source>
        <translation>Ese valor no sirve.</translation>
    </message>
    <message>
        <source>Ask the organizer to give one a PIN.</source>
        <translation>Pida al organizador que asigne uno.</translation>
    </message>
    <message>
        <source>Leave self-service</source>
        <translation>Salir del autoservicio</translation>
    </message>
    <message>
        <source>The bundle could not be written: {problem}</source>
        <translation>No se pudo escribir el paquete: {problem}</translation>
    </message>
    <message>
        <source>The bundle is at {path}. It holds no guest and no key.</source>
        <translation>El paquete está en {path}. No contiene invitados ni claves.</translation>
    </message>
    <message>
        <source>{n} scans wait to be sent. Connect this kiosk first; nothing may be lost.</source>
        <translation>{n} escaneos esperan envío. Conecte antes este puesto; nada debe perderse.</translation>
    </message>
    <message>
        <source>Reset this kiosk</source>
        <translation>Restablecer este puesto</translation>
    </message>
    <message>
        <source>Guest list, journal and keys are deleted from it.</source>
        <translation>Se borran la lista, el diario y las claves.</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Borrar todo</translation>
    </message>
    <message>
        <source>This PIN is wrong.</source>
        <translation>PIN incorrecto.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in {n} seconds.</source>
        <translation>Demasiados errores. Pruebe en {n} segundos.</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdida</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Dañada</translation>
    </message>
    <message>
        <source>Misspelt</source>
        <translation>Mal escrita</translation>
    </message>
    <message>
        <source>Printer jam</source>
        <translation>Atasco</translation>
    </message>
    <message>
        <source>The seat slip was sent.</source>
        <translation>Se envió el papel de asiento.</translation>
    </message>
    <message>
        <source>The test label was sent.</source>
        <translation>Se envió la etiqueta de prueba.</translation>
    </message>
    <message>
        <source>The preview is at {path}.</source>
        <translation>La vista previa está en {path}.</translation>
    </message>
    <message>
        <source>Guest list</source>
        <translation>Lista de invitados</translation>
    </message>
    <message>
        <source>The guest list is empty.</source>
        <translation>La lista está vacía.</translation>
    </message>
    <message>
        <source>{n} tickets, as of {time}.</source>
        <translation>{n} entradas, a las {time}.</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>chino</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>japonés</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>coreano</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>tailandés</translation>
    </message>
    <message>
        <source>Devanagari</source>
        <translation>devanagari</translation>
    </message>
    <message>
        <source>Bengali</source>
        <translation>bengalí</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>tamil</translation>
    </message>
    <message>
        <source>Khmer</source>
        <translation>jemer</translation>
    </message>
    <message>
        <source>Burmese</source>
        <translation>birmano</translation>
    </message>
    <message>
        <source>Ethiopic</source>
        <translation>etíope</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>hebreo</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>dibujos</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Nombres</translation>
    </message>
    <message>
        <source>They are being looked through.</source>
        <translation>Se están revisando.</translation>
    </message>
    <message>
        <source>This kiosk can show and print them all.</source>
        <translation>Este quiosco puede mostrarlos e imprimirlos todos.</translation>
    </message>
    <message>
        <source>No font here has the letters of {n} of them ({scripts}): they are shown and printed in Latin letters. To have them as they are, install {packages} and start again.</source>
        <translation>Ninguna fuente de aquí tiene las letras de {n} de ellos ({scripts}): se muestran e imprimen en letras latinas. Para verlos como son, instale {packages} y reinicie.</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Reloj</translation>
    </message>
    <message>
        <source>Never compared with the server&apos;s clock.</source>
        <translation>Nunca comparado con el servidor.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong by {n} seconds; scans use the right time.</source>
        <translation>El reloj falla {n} segundos; los escaneos usan la hora correcta.</translation>
    </message>
    <message>
        <source>{n} ms from the server&apos;s clock.</source>
        <translation>A {n} ms del servidor.</translation>
    </message>
    <message>
        <source>Camera or scanner</source>
        <translation>Cámara o lector</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>cámara</translation>
    </message>
    <message>
        <source>NFC reader</source>
        <translation>lector NFC</translation>
    </message>
    <message>
        <source>codes were read</source>
        <translation>se leyeron códigos</translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation>Aún no se leyó nada.</translation>
    </message>
    <message>
        <source>Scan any code once to try a hand scanner.</source>
        <translation>Escanee un código para probar el lector.</translation>
    </message>
    <message>
        <source>It is being asked for paper and head.</source>
        <translation>Se le pregunta por el papel y el cabezal.</translation>
    </message>
    <message>
        <source>{printer}: it cannot be asked for paper and head. Look at it.</source>
        <translation>{printer}: no se le puede preguntar por el papel y el cabezal. Mírela.</translation>
    </message>
    <message>
        <source>{printer}: paper is in, and nothing is open.</source>
        <translation>{printer}: hay papel y no hay nada abierto.</translation>
    </message>
    <message>
        <source>Server and other doors</source>
        <translation>Servidor y otras puertas</translation>
    </message>
    <message>
        <source>{n} of {all} other doors answer on this network.</source>
        <translation>{n} de las otras {all} puertas responden en esta red.</translation>
    </message>
    <message>
        <source>The server does not answer; this door works on its own list.</source>
        <translation>El servidor no responde; esta puerta usa su lista.</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Escaneos</translation>
    </message>
    <message>
        <source>The server questions {n} scans; the organizer sees them.</source>
        <translation>El servidor cuestiona {n} escaneos; el organizador los ve.</translation>
    </message>
    <message>
        <source>{n} wait to be sent.</source>
        <translation>{n} esperan envío.</translation>
    </message>
    <message>
        <source>All are sent.</source>
        <translation>Todos enviados.</translation>
    </message>
    <message>
        <source>Nobody is signed in at this door.</source>
        <translation>Nadie se ha identificado en esta puerta.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>{n} MB free.</source>
        <translation>{n} MB libres.</translation>
    </message>
    <message>
        <source>{n} %, plugged in.</source>
        <translation>{n} %, enchufada.</translation>
    </message>
    <message>
        <source>{n} %, not plugged in.</source>
        <translation>{n} %, sin enchufar.</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Batería</translation>
    </message>
    <message>
        <source>Wrong person</source>
        <translation>Persona equivocada</translation>
    </message>
    <message>
        <source>Did not go in</source>
        <translation>No entró</translation>
    </message>
    <message>
        <source>Scanned by mistake</source>
        <translation>Escaneado por error</translation>
    </message>
    <message>
        <source>Known to the organizer</source>
        <translation>Lo conoce el organizador</translation>
    </message>
    <message>
        <source>Identity checked</source>
        <translation>Identidad comprobada</translation>
    </message>
    <message>
        <source>Mistake in the list</source>
        <translation>Error en la lista</translation>
    </message>
    <message>
        <source>Medical or safety</source>
        <translation>Médico o seguridad</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>Identifíquese antes</translation>
    </message>
    <message>
        <source>Press Sign in and type your PIN.</source>
        <translation>Pulse Identificarse y escriba su PIN.</translation>
    </message>
    <message>
        <source>Call staff</source>
        <translation>Llame al equipo</translation>
    </message>
    <message>
        <source>Something went wrong in this kiosk.</source>
        <translation>Algo falló en este puesto.</translation>
    </message>
    <message>
        <source>Scan again. If it stays, restart the kiosk.</source>
        <translation>Escanee otra vez. Si sigue, reinicie el puesto.</translation>
    </message>
    <message>
        <source>This event has no seat map.</source>
        <translation>Este evento no tiene plano de asientos.</translation>
    </message>
    <message>
        <source>{seat} is cleared.</source>
        <translation>{seat} queda libre.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Hecho.</translation>
    </message>
    <message>
        <source>They have changed places.</source>
        <translation>Han cambiado de sitio.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Deshecho.</translation>
    </message>
    <message>
        <source>There is nothing on the map to undo.</source>
        <translation>No hay nada que deshacer en el plano.</translation>
    </message>
    <message>
        <source>Tap the new seat of {name}.</source>
        <translation>Toque el nuevo asiento de {name}.</translation>
    </message>
    <message>
        <source>this guest</source>
        <translation>este invitado</translation>
    </message>
    <message>
        <source>Tap where the {n} are to sit.</source>
        <translation>Toque dónde se sentarán los {n}.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>{seat} is held or blocked.</source>
        <translation>{seat} está reservado o bloqueado.</translation>
    </message>
    <message>
        <source>Now at {seat}.</source>
        <translation>Ahora en {seat}.</translation>
    </message>
    <message>
        <source>A note is one short line of text.</source>
        <translation>Una nota es una línea corta de texto.</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>La nota está guardada.</translation>
    </message>
    <message>
        <source>The note is gone.</source>
        <translation>La nota se ha quitado.</translation>
    </message>
    <message>
        <source>Note on {name}</source>
        <translation>Nota sobre {name}</translation>
    </message>
    <message>
        <source>{name} sits at {seat}.</source>
        <translation>{name} está en {seat}.</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Intercambiar</translation>
    </message>
    <message>
        <source>{seat} has {n} free places.</source>
        <translation>{seat} tiene {n} plazas libres.</translation>
    </message>
    <message>
        <source>You are told who arrives at {seat}.</source>
        <translation>Se le avisará quién llega a {seat}.</translation>
    </message>
    <message>
        <source>{seat} is no longer one of yours.</source>
        <translation>{seat} ya no es suya.</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Roto</translation>
    </message>
    <message>
        <source>Not clean</source>
        <translation>Sucio</translation>
    </message>
    <message>
        <source>No view</source>
        <translation>Sin visibilidad</translation>
    </message>
    <message>
        <source>For a guest</source>
        <translation>Para un invitado</translation>
    </message>
    <message>
        <source>For crew</source>
        <translation>Para el equipo</translation>
    </message>
    <message>
        <source>Walk-in</source>
        <translation>Sin reserva</translation>
    </message>
    <message>
        <source>Choose why.</source>
        <translation>Elija el motivo.</translation>
    </message>
    <message>
        <source>{who}, in {time}</source>
        <translation>{who}, entrada {time}</translation>
    </message>
    <message>
        <source>{who}, out {time}</source>
        <translation>{who}, salida {time}</translation>
    </message>
    <message>
        <source>The last guest</source>
        <translation>El último invitado</translation>
    </message>
    <message>
        <source>{who} does not count any more.</source>
        <translation>{who} ya no cuenta.</translation>
    </message>
    <message>
        <source>Nothing undone</source>
        <translation>Nada deshecho</translation>
    </message>
    <message>
        <source>The lost one opens no door any more.</source>
        <translation>La perdida ya no abre ninguna puerta.</translation>
    </message>
    <message>
        <source>Not replaced</source>
        <translation>No cambiada</translation>
    </message>
    <message>
        <source>The new wristband is linked.</source>
        <translation>La pulsera nueva está vinculada.</translation>
    </message>
    <message>
        <source>Hand it over.</source>
        <translation>Entréguela.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Sin imagen</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Entendido</translation>
    </message>
    <message>
        <source>Seat slip</source>
        <translation>Papel de asiento</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>Cobrar</translation>
    </message>
    <message>
        <source>Let in anyway</source>
        <translation>Dejar entrar igualmente</translation>
    </message>
    <message>
        <source>No supervisor</source>
        <translation>Sin supervisor</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>No cobrado</translation>
    </message>
    <message>
        <source>The guest list does not say in which currency.</source>
        <translation>La lista de invitados no dice en qué moneda.</translation>
    </message>
    <message>
        <source>Connect this kiosk to fetch the list again.</source>
        <translation>Conecte este quiosco para descargar la lista de nuevo.</translation>
    </message>
    <message>
        <source>How much was paid, in {currency}?</source>
        <translation>¿Cuánto se pagó, en {currency}?</translation>
    </message>
    <message>
        <source>Amount in {currency}</source>
        <translation>Importe en {currency}</translation>
    </message>
    <message>
        <source>An amount such as 25 or 12.50</source>
        <translation>Un importe como 25 o 12,50</translation>
    </message>
    <message>
        <source>How was it paid?</source>
        <translation>¿Cómo se pagó?</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Efectivo</translation>
    </message>
    <message>
        <source>Card terminal</source>
        <translation>Datáfono</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Omitir</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sí</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Hacer la foto</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>Un número</translation>
    </message>
    <message>
        <source>A date</source>
        <translation>Una fecha</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>La respuesta</translation>
    </message>
    <message>
        <source>A whole number of persons</source>
        <translation>Un número entero de personas</translation>
    </message>
    <message>
        <source>This answer is needed.</source>
        <translation>Esta respuesta es necesaria.</translation>
    </message>
    <message>
        <source>Capital letters</source>
        <translation>Mayúsculas</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
    <message>
        <source>Delete the last letter</source>
        <translation>Borrar la última letra</translation>
    </message>
    <message>
        <source>A device on this network was turned away ({host}): {why}</source>
        <translation>Se rechazó un dispositivo de esta red ({host}): {why}</translation>
    </message>
    <message>
        <source>This kiosk was restored from a copy; it goes on as new.</source>
        <translation>Este quiosco se restauró de una copia; sigue como nuevo.</translation>
    </message>
    <message>
        <source>The organizer revoked this kiosk. Its guest list is gone; use another kiosk.</source>
        <translation>El organizador revocó este quiosco. Su lista de invitados se borró; use otro quiosco.</translation>
    </message>
    <message>
        <source>Find guest or seat</source>
        <translation>Buscar invitado o asiento</translation>
    </message>
    <message>
        <source>has no seat · tap to give one</source>
        <translation>no tiene asiento · toque para darle uno</translation>
    </message>
    <message>
        <source>Nobody and no seat is called that.</source>
        <translation>Nadie ni ningún asiento se llama así.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Whole room</source>
        <translation>Toda la sala</translation>
    </message>
    <message>
        <source>Arrived at {gate}</source>
        <translation>Llegó por {gate}</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Llegó</translation>
    </message>
    <message>
        <source>your table</source>
        <translation>su mesa</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Sala</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>Nota: {text}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Note on the seat</source>
        <translation>Nota del asiento</translation>
    </message>
    <message>
        <source>Note on the table</source>
        <translation>Nota de la mesa</translation>
    </message>
    <message>
        <source>About {n} in the next quarter hour</source>
        <translation>Unos {n} en el próximo cuarto de hora</translation>
    </message>
    <message>
        <source>About {n} of them at your tables</source>
        <translation>De ellos, unos {n} en sus mesas</translation>
    </message>
    <message>
        <source>Minimum spend {amount}</source>
        <translation>Consumo mínimo {amount}</translation>
    </message>
    <message>
        <source>Two hosts gave this seat away. The first move stands; check who sits here.</source>
        <translation>Dos anfitriones dieron este asiento. Vale el primer cambio; compruebe quién está sentado.</translation>
    </message>
    <message>
        <source>Blocked: {reason}</source>
        <translation>Bloqueado: {reason}</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>sin motivo</translation>
    </message>
    <message>
        <source>Held: {reason}</source>
        <translation>Reservado: {reason}</translation>
    </message>
    <message>
        <source>Nobody has this seat.</source>
        <translation>Nadie tiene este asiento.</translation>
    </message>
    <message>
        <source>here</source>
        <translation>aquí</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>esperado</translation>
    </message>
    <message>
        <source>left</source>
        <translation>se fue</translation>
    </message>
    <message>
        <source>Unknown guest</source>
        <translation>Invitado desconocido</translation>
    </message>
    <message>
        <source>Host: {name}</source>
        <translation>Anfitrión: {name}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Mover</translation>
    </message>
    <message>
        <source>My table</source>
        <translation>Mi mesa</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Liberar</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Reservar</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Soltar</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Bloquear</translation>
    </message>
    <message>
        <source>free</source>
        <translation>libre</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>needs help</source>
        <translation>necesita ayuda</translation>
    </message>
    <message>
        <source>held</source>
        <translation>reservado</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>bloqueado</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>conflicto</translation>
    </message>
    <message>
        <source>{n} places</source>
        <translation>{n} plazas</translation>
    </message>
    <message>
        <source>{n} here</source>
        <translation>{n} aquí</translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation>{n} esperados</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>{n} se fueron</translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation>{n} libres</translation>
    </message>
    <message>
        <source>Scan the code below with the hand scanner.</source>
        <translation>Escanee el código de abajo con el lector de mano.</translation>
    </message>
    <message>
        <source>That was not the code on the screen. Nothing was changed.</source>
        <translation>Ese no era el código de la pantalla. No se cambió nada.</translation>
    </message>
    <message>
        <source>The scanner is set up as it read the code.</source>
        <translation>El lector quedó ajustado según leyó el código.</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Léalo otra vez</translation>
    </message>
    <message>
        <source>Only a part of the code arrived.</source>
        <translation>Solo llegó una parte del código.</translation>
    </message>
    <message>
        <source>Scan the ticket again.</source>
        <translation>Escanee la entrada otra vez.</translation>
    </message>
</context>
</TS>
