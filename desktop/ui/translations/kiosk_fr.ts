<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Doors open</source>
        <translation>Ouverture des portes</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Let in.</source>
        <translation>Laissez entrer.</translation>
    </message>
    <message>
        <source>Let in, and do what the dark line says.</source>
        <translation>Laissez entrer et faites ce que dit la ligne sombre.</translation>
    </message>
    <message>
        <source>A question: answer it below, or tap the wristband.</source>
        <translation>Une question : répondez en bas ou présentez le bracelet.</translation>
    </message>
    <message>
        <source>Do not let in; the dark line says what to do.</source>
        <translation>Ne laissez pas entrer ; la ligne sombre dit quoi faire.</translation>
    </message>
    <message>
        <source>Not about the guest: nothing was decided. Read why.</source>
        <translation>Rien à voir avec l&apos;invité : rien n&apos;a été décidé. Lisez pourquoi.</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Hold the code still before the camera, a hand scanner or an NFC reader. The next ticket replaces what is shown.</source>
        <translation>Tenez le code immobile devant la caméra, la douchette ou le lecteur NFC. Le billet suivant remplace ce qui est affiché.</translation>
    </message>
    <message>
        <source>A part of the name, the order number, the seat or the end of the code is enough.</source>
        <translation>Une partie du nom, du numéro de commande, de la place ou la fin du code suffit.</translation>
    </message>
    <message>
        <source>Takes back the last scan of this door, and asks why.</source>
        <translation>Annule le dernier scan de cette porte et demande pourquoi.</translation>
    </message>
    <message>
        <source>A supervisor (★) gives a reason and a PIN. It is written down.</source>
        <translation>Un responsable (★) donne une raison et un PIN. C&apos;est noté.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sans réseau</translation>
    </message>
    <message>
        <source>Go on scanning. This door works on its own list and sends everything later.</source>
        <translation>Continuez à scanner. Cette porte utilise sa propre liste et envoie tout plus tard.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Go: the doors can open.</source>
        <translation>Prêt : les portes peuvent ouvrir.</translation>
    </message>
    <message>
        <source>Go, but look at the yellow points.</source>
        <translation>Prêt, mais vérifiez les points jaunes.</translation>
    </message>
    <message>
        <source>No go: see to the red points first.</source>
        <translation>Pas prêt : réglez d’abord les points rouges.</translation>
    </message>
    <message>
        <source>No answer from the server.</source>
        <translation>Le serveur ne répond pas.</translation>
    </message>
    <message>
        <source>This is no server address.</source>
        <translation>Ce n’est pas une adresse de serveur.</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Code d’inscription</translation>
    </message>
    <message>
        <source>Kiosk name, such as Gate A left</source>
        <translation>Nom du poste, p. ex. Porte A gauche</translation>
    </message>
    <message>
        <source>Name of this kiosk</source>
        <translation>Nom de ce poste</translation>
    </message>
    <message>
        <source>Enrol this kiosk</source>
        <translation>Inscrire ce poste</translation>
    </message>
    <message>
        <source>This code is not an enrolment code of an Usher server.</source>
        <translation>Ce code n’est pas un code d’inscription d’un serveur Usher.</translation>
    </message>
    <message>
        <source>Paste the whole code that the organizer&apos;s page shows.</source>
        <translation>Collez le code entier affiché sur la page de l’organisateur.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Demande au serveur…</translation>
    </message>
    <message>
        <source>Make this a door</source>
        <translation>Faire de ce poste une porte</translation>
    </message>
    <message>
        <source>Ask the organizer for an enrolment code of this event. Hold it to the camera, or paste its text here.</source>
        <translation>Demandez à l’organisateur un code d’inscription pour cet événement. Montrez-le à la caméra ou collez son texte ici.</translation>
    </message>
    <message>
        <source>We cannot read this code. Make the screen brighter.</source>
        <translation>Nous ne pouvons pas lire ce code. Augmentez la luminosité.</translation>
    </message>
    <message>
        <source>We cannot find this ticket.</source>
        <translation>Nous ne trouvons pas ce billet.</translation>
    </message>
    <message>
        <source>This door opens later.</source>
        <translation>Cette porte ouvre plus tard.</translation>
    </message>
    <message>
        <source>This ticket has already been used.</source>
        <translation>Ce billet a déjà été utilisé.</translation>
    </message>
    <message>
        <source>Your ticket is for another entrance.</source>
        <translation>Votre billet est pour une autre entrée.</translation>
    </message>
    <message>
        <source>It is full at the moment. Please wait.</source>
        <translation>C’est complet pour le moment. Patientez.</translation>
    </message>
    <message>
        <source>Goodbye</source>
        <translation>Au revoir</translation>
    </message>
    <message>
        <source>Have a safe way home.</source>
        <translation>Bon retour.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Bienvenue</translation>
    </message>
    <message>
        <source>Please go in.</source>
        <translation>Entrez, je vous prie.</translation>
    </message>
    <message>
        <source>Please speak to our staff on your way in.</source>
        <translation>Adressez-vous à notre équipe en entrant.</translation>
    </message>
    <message>
        <source>We need a moment with this ticket.</source>
        <translation>Ce billet demande un instant.</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Un instant</translation>
    </message>
    <message>
        <source>Please speak to our staff.</source>
        <translation>Adressez-vous à notre équipe.</translation>
    </message>
    <message>
        <source>Check in here</source>
        <translation>Enregistrez-vous ici</translation>
    </message>
    <message>
        <source>Hold the code of your ticket in front of the camera.</source>
        <translation>Présentez le code de votre billet à la caméra.</translation>
    </message>
    <message>
        <source>No camera found, or another program uses it. Scan with a hand scanner or search.</source>
        <translation>Aucune caméra, ou un autre programme l’utilise. Utilisez une douchette ou la recherche.</translation>
    </message>
    <message>
        <source>The camera gives no picture. Check its cable.</source>
        <translation>La caméra ne donne pas d’image. Vérifiez le câble.</translation>
    </message>
    <message>
        <source>The video source cannot be opened.</source>
        <translation>La source vidéo ne s’ouvre pas.</translation>
    </message>
    <message>
        <source>This kiosk uses no camera.</source>
        <translation>Ce poste n’utilise pas de caméra.</translation>
    </message>
    <message>
        <source>The disk is full or cannot be written. Free some space.</source>
        <translation>Le disque est plein ou protégé. Libérez de la place.</translation>
    </message>
    <message>
        <source>A file of this kiosk is damaged. Use another kiosk and call staff.</source>
        <translation>Un fichier de ce poste est abîmé. Prenez un autre poste et appelez l’équipe.</translation>
    </message>
    <message>
        <source>This scan could not be saved. Scan again.</source>
        <translation>Ce scan n’a pas pu être enregistré. Scannez encore.</translation>
    </message>
    <message>
        <source>There is no scan of this kiosk to undo.</source>
        <translation>Aucun scan de ce poste à annuler.</translation>
    </message>
    <message>
        <source>This guest was scanned again since; look at the ticket.</source>
        <translation>Cet invité a été scanné depuis ; regardez le billet.</translation>
    </message>
    <message>
        <source>There is no scan of this ticket to take back here.</source>
        <translation>Aucun scan de ce billet à retirer ici.</translation>
    </message>
    <message>
        <source>Another door made this scan. Only a supervisor may take it back.</source>
        <translation>Une autre porte a fait ce scan. Seul un responsable peut le retirer.</translation>
    </message>
    <message>
        <source>This wristband cannot be read.</source>
        <translation>Ce bracelet est illisible.</translation>
    </message>
    <message>
        <source>This chip has another number at each tap. Use a wristband.</source>
        <translation>Cette puce a un autre numéro à chaque contact. Utilisez un bracelet.</translation>
    </message>
    <message>
        <source>This seat is not free any more. Look at the map again.</source>
        <translation>Cette place n’est plus libre. Regardez à nouveau le plan.</translation>
    </message>
    <message>
        <source>Let the guest in first; the new wristband is linked with that.</source>
        <translation>Faites d’abord entrer l’invité ; le bracelet est lié à ce moment.</translation>
    </message>
    <message>
        <source>This is the wristband the guest already has.</source>
        <translation>C’est le bracelet que l’invité a déjà.</translation>
    </message>
    <message>
        <source>Let the guest in first, then print the badge.</source>
        <translation>Faites d’abord entrer l’invité, puis imprimez le badge.</translation>
    </message>
    <message>
        <source>This is no enrolment code.</source>
        <translation>Ce n’est pas un code d’inscription.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>L’imprimante ne répond pas.</translation>
    </message>
    <message>
        <source>There is no such printer on this computer.</source>
        <translation>Cette imprimante n’existe pas ici.</translation>
    </message>
    <message>
        <source>Paper is out. Put a new roll in.</source>
        <translation>Il n&apos;y a plus de papier. Mettez un nouveau rouleau.</translation>
    </message>
    <message>
        <source>Paper is nearly out. Have a new roll ready.</source>
        <translation>Il reste peu de papier. Préparez un nouveau rouleau.</translation>
    </message>
    <message>
        <source>The head is open. Close it.</source>
        <translation>La tête est ouverte. Fermez-la.</translation>
    </message>
    <message>
        <source>The cover is open. Close it.</source>
        <translation>Le capot est ouvert. Fermez-le.</translation>
    </message>
    <message>
        <source>The ribbon is out. Put a new one in.</source>
        <translation>Le ruban est épuisé. Mettez-en un nouveau.</translation>
    </message>
    <message>
        <source>The printer is paused. Press its pause key.</source>
        <translation>L&apos;imprimante est en pause. Appuyez sur sa touche pause.</translation>
    </message>
    <message>
        <source>The print head is too hot. Let it cool.</source>
        <translation>La tête d&apos;impression est trop chaude. Laissez-la refroidir.</translation>
    </message>
    <message>
        <source>The cutter is stuck. Open the cover and free it.</source>
        <translation>Le massicot est bloqué. Ouvrez le capot et dégagez-le.</translation>
    </message>
    <message>
        <source>The printer reports a fault. Switch it off and on.</source>
        <translation>L&apos;imprimante signale une panne. Éteignez-la et rallumez-la.</translation>
    </message>
    <message>
        <source>The printer is offline. Look at its lights.</source>
        <translation>L&apos;imprimante est hors ligne. Regardez ses voyants.</translation>
    </message>
    <message>
        <source>It is not enrolled for this event.</source>
        <translation>Il n’est pas inscrit pour cet événement.</translation>
    </message>
    <message>
        <source>The organizer revoked it.</source>
        <translation>L’organisateur l’a révoqué.</translation>
    </message>
    <message>
        <source>It sent an entry that makes no sense.</source>
        <translation>Il a envoyé une entrée qui n’a pas de sens.</translation>
    </message>
    <message>
        <source>It sent an entry that was altered.</source>
        <translation>Il a envoyé une entrée modifiée.</translation>
    </message>
    <message>
        <source>It sent an entry that is not what it says.</source>
        <translation>Il a envoyé une entrée qui n’est pas ce qu’elle prétend.</translation>
    </message>
    <message>
        <source>It sent an entry of a kind that is not shared.</source>
        <translation>Il a envoyé une entrée d’un type qui n’est pas partagé.</translation>
    </message>
    <message>
        <source>It does not listen.</source>
        <translation>Il n’écoute pas.</translation>
    </message>
    <message>
        <source>It sent something that makes no sense.</source>
        <translation>Il a envoyé quelque chose qui n’a pas de sens.</translation>
    </message>
    <message>
        <source>It sends more than a door can have to say.</source>
        <translation>Il envoie plus que ce qu’une porte peut avoir à dire.</translation>
    </message>
    <message>
        <source>It sent something that cannot be opened.</source>
        <translation>Il a envoyé quelque chose d’illisible.</translation>
    </message>
    <message>
        <source>It repeated, dropped or sent back a message.</source>
        <translation>Il a répété, omis ou renvoyé un message.</translation>
    </message>
    <message>
        <source>It did not prove who it is.</source>
        <translation>Il n’a pas prouvé son identité.</translation>
    </message>
    <message>
        <source>It does not speak our language.</source>
        <translation>Il ne parle pas notre langue.</translation>
    </message>
    <message>
        <source>It speaks another version.</source>
        <translation>Il parle une autre version.</translation>
    </message>
    <message>
        <source>It belongs to another event.</source>
        <translation>Il appartient à un autre événement.</translation>
    </message>
    <message>
        <source>It sent more than a message may hold.</source>
        <translation>Il a envoyé plus qu’un message ne peut contenir.</translation>
    </message>
    <message>
        <source>It has this kiosk&apos;s key: one of the two is a copy.</source>
        <translation>Il a la clé de cette borne : l’un des deux est une copie.</translation>
    </message>
    <message>
        <source>This kiosk cannot listen on the network.</source>
        <translation>Cette borne ne peut pas écouter sur le réseau.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>Entries per minute, last hour</source>
        <translation>Entrées par minute, dernière heure</translation>
    </message>
    <message>
        <source>No guest list has arrived on this kiosk yet.</source>
        <translation>Aucune liste d’invités n’est encore arrivée.</translation>
    </message>
    <message>
        <source>By ticket type</source>
        <translation>Par type de billet</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>à l’intérieur</translation>
    </message>
    <message>
        <source>inside of {capacity}</source>
        <translation>sur {capacity}</translation>
    </message>
    <message>
        <source>{left} places left</source>
        <translation>{left} places libres</translation>
    </message>
    <message>
        <source>{expected} still expected</source>
        <translation>{expected} encore attendus</translation>
    </message>
    <message>
        <source>{come} of {all}</source>
        <translation>{come} sur {all}</translation>
    </message>
    <message>
        <source>{n} at most</source>
        <translation>{n} au plus</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>il y a une heure</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>This kiosk: {n} an hour.</source>
        <translation>Ce poste : {n} par heure.</translation>
    </message>
    <message>
        <source>Still to come: about {rest}, of these {soon} within 15 minutes.</source>
        <translation>À venir : environ {rest}, dont {soon} en 15 minutes.</translation>
    </message>
    <message>
        <source>At this pace they take this kiosk {n} minutes.</source>
        <translation>À ce rythme, ce poste en a pour {n} minutes.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Nobody of this event can sign in here yet.</source>
        <translation>Personne ne peut encore se connecter ici.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>Effacer le dernier chiffre</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Image de la caméra</translation>
    </message>
    <message>
        <source>Starting the camera</source>
        <translation>Démarrage de la caméra</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Retiré</translation>
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
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Last scans</source>
        <translation>Derniers scans</translation>
    </message>
    <message>
        <source>Name, order number, company, seat, or the last letters of the code</source>
        <translation>Nom, commande, société, place ou fin du code</translation>
    </message>
    <message>
        <source>Search for a guest</source>
        <translation>Chercher un invité</translation>
    </message>
    <message>
        <source>Guests found</source>
        <translation>Invités trouvés</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Faire entrer</translation>
    </message>
    <message>
        <source>Let out</source>
        <translation>Faire sortir</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Billet</translation>
    </message>
    <message>
        <source>Nobody found. Check the spelling, or type less.</source>
        <translation>Personne. Vérifiez l’orthographe ou tapez moins.</translation>
    </message>
    <message>
        <source>Several guests have the same name: compare order, seat and code.</source>
        <translation>Plusieurs invités portent ce nom : comparez commande, place et code.</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Sans nom</translation>
    </message>
    <message>
        <source>code …{tail}</source>
        <translation>code …{tail}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Sans caméra</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Sans imprimante</translation>
    </message>
    <message>
        <source>Sharp enough</source>
        <translation>Assez net</translation>
    </message>
    <message>
        <source>Not sharp: move the code</source>
        <translation>Flou : déplacez le code</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Netteté</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>NFC readers: {names}</source>
        <translation>Lecteurs NFC : {names}</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>Écran et son</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Porte</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Mode</translation>
    </message>
    <message>
        <source>Staff must sign in to scan</source>
        <translation>L’équipe doit se connecter pour scanner</translation>
    </message>
    <message>
        <source>Self-service for guests</source>
        <translation>Libre-service pour les invités</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Résolution</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Exposition</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatique</translation>
    </message>
    <message>
        <source>always</source>
        <translation>toujours</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>Keyboard on the screen</source>
        <translation>Clavier à l’écran</translation>
    </message>
    <message>
        <source>Mirror the picture</source>
        <translation>Image en miroir</translation>
    </message>
    <message>
        <source>Lamp on, where the camera has one</source>
        <translation>Lampe allumée, si la caméra en a une</translation>
    </message>
    <message>
        <source>Enter or Tab</source>
        <translation>Entrée ou Tab</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Hand scanner and NFC</source>
        <translation>Douchette et NFC</translation>
    </message>
    <message>
        <source>Before each code</source>
        <translation>Avant chaque code</translation>
    </message>
    <message>
        <source>After each code</source>
        <translation>Après chaque code</translation>
    </message>
    <message>
        <source>Ends with</source>
        <translation>Se termine par</translation>
    </message>
    <message>
        <source>Pause between keys</source>
        <translation>Pause entre les touches</translation>
    </message>
    <message>
        <source>Learn from a scan</source>
        <translation>Apprendre d’une lecture</translation>
    </message>
    <message>
        <source>on demand</source>
        <translation>à la demande</translation>
    </message>
    <message>
        <source>once for each guest</source>
        <translation>une fois par invité</translation>
    </message>
    <message>
        <source>at every entry</source>
        <translation>à chaque entrée</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Badge</translation>
    </message>
    <message>
        <source>Wristband label</source>
        <translation>Étiquette de bracelet</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Impression</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Imprimante</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Essai</translation>
    </message>
    <message>
        <source>This kiosk</source>
        <translation>Ce poste</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>Dossier d’assistance</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Close the app</source>
        <translation>Fermer l’application</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Sortie</translation>
    </message>
    <message>
        <source>Entry and exit</source>
        <translation>Entrée et sortie</translation>
    </message>
    <message>
        <source>Info only</source>
        <translation>Info seule</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Print badge</source>
        <translation>Imprimer le badge</translation>
    </message>
    <message>
        <source>Replace wristband</source>
        <translation>Remplacer le bracelet</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Wristband {band}</source>
        <translation>Bracelet {band}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Réimprimer</translation>
    </message>
    <message>
        <source>Inside: {list}</source>
        <translation>À l’intérieur : {list}</translation>
    </message>
    <message>
        <source>Not inside</source>
        <translation>Pas à l’intérieur</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Rien encore.</translation>
    </message>
    <message>
        <source>taken back later</source>
        <translation>retiré ensuite</translation>
    </message>
    <message>
        <source>Wristband linked</source>
        <translation>Bracelet lié</translation>
    </message>
    <message>
        <source>Paid at the door</source>
        <translation>Payé à l’entrée</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Whoever is scanned leaves.</source>
        <translation>Qui est scanné sort.</translation>
    </message>
    <message>
        <source>Out for who is inside, in for who is not.</source>
        <translation>Sort qui est dedans, entre qui ne l’est pas.</translation>
    </message>
    <message>
        <source>Nothing is written; nobody is let in.</source>
        <translation>Rien n’est écrit ; personne n’entre.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Hold a ticket to the camera, scan it, or search.</source>
        <translation>Montrez un billet à la caméra, scannez-le ou cherchez.</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Équipe</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lu</translation>
    </message>
    <message>
        <source>in the last minute</source>
        <translation>dernière minute</translation>
    </message>
    <message>
        <source>still expected</source>
        <translation>encore attendus</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cannot read</source>
        <translation>Illisible</translation>
    </message>
    <message>
        <source>The code holds nothing that can be read.</source>
        <translation>Le code ne contient rien de lisible.</translation>
    </message>
    <message>
        <source>Brighten the phone, hold it still, or search by name.</source>
        <translation>Éclaircir l’écran, ne pas bouger, ou chercher le nom.</translation>
    </message>
    <message>
        <source>Not genuine</source>
        <translation>Pas authentique</translation>
    </message>
    <message>
        <source>The signature of this ticket is wrong.</source>
        <translation>La signature de ce billet est fausse.</translation>
    </message>
    <message>
        <source>Do not let in. Call a supervisor.</source>
        <translation>Ne pas laisser entrer. Appeler un responsable.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Introuvable</translation>
    </message>
    <message>
        <source>This is no ticket of this event.</source>
        <translation>Ce n’est pas un billet de cet événement.</translation>
    </message>
    <message>
        <source>Ask for the ticket again, or search by name.</source>
        <translation>Redemander le billet, ou chercher le nom.</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Remplacé</translation>
    </message>
    <message>
        <source>A newer ticket was issued in place of this one.</source>
        <translation>Un billet plus récent remplace celui-ci.</translation>
    </message>
    <message>
        <source>Ask for the newer ticket, or search by name.</source>
        <translation>Demander le nouveau billet, ou chercher le nom.</translation>
    </message>
    <message>
        <source>Other event</source>
        <translation>Autre événement</translation>
    </message>
    <message>
        <source>Show the guest the way to that event.</source>
        <translation>Indiquer le chemin vers cet événement.</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>This ticket was canceled.</source>
        <translation>Ce billet a été annulé.</translation>
    </message>
    <message>
        <source>Do not let in. Send to the ticket desk.</source>
        <translation>Ne pas laisser entrer. Envoyer au guichet.</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Remboursé</translation>
    </message>
    <message>
        <source>The money for this ticket was given back.</source>
        <translation>Ce billet a été remboursé.</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Bloqué</translation>
    </message>
    <message>
        <source>Staff blocked this ticket.</source>
        <translation>L’équipe a bloqué ce billet.</translation>
    </message>
    <message>
        <source>Not approved</source>
        <translation>Non approuvé</translation>
    </message>
    <message>
        <source>The order still waits for approval.</source>
        <translation>La commande attend encore l’approbation.</translation>
    </message>
    <message>
        <source>Send to the ticket desk.</source>
        <translation>Envoyer au guichet.</translation>
    </message>
    <message>
        <source>Too early</source>
        <translation>Trop tôt</translation>
    </message>
    <message>
        <source>This ticket or this door is not open yet.</source>
        <translation>Ce billet ou cette porte n’est pas encore ouvert.</translation>
    </message>
    <message>
        <source>Ask the guest to come back later.</source>
        <translation>Demander à l’invité de revenir plus tard.</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Trop tard</translation>
    </message>
    <message>
        <source>The time of this ticket or this door is over.</source>
        <translation>L’heure de ce billet ou de cette porte est passée.</translation>
    </message>
    <message>
        <source>Wrong door</source>
        <translation>Mauvaise porte</translation>
    </message>
    <message>
        <source>This ticket is not for this entrance.</source>
        <translation>Ce billet n’est pas pour cette entrée.</translation>
    </message>
    <message>
        <source>Wrong date</source>
        <translation>Mauvaise date</translation>
    </message>
    <message>
        <source>This ticket is for another date.</source>
        <translation>Ce billet est pour une autre date.</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Non payé</translation>
    </message>
    <message>
        <source>This ticket is not paid yet.</source>
        <translation>Ce billet n’est pas encore payé.</translation>
    </message>
    <message>
        <source>Take the money here, or send to the ticket desk.</source>
        <translation>Encaisser ici, ou envoyer au guichet.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>A rule of this door says no.</source>
        <translation>Une règle de cette porte s’y oppose.</translation>
    </message>
    <message>
        <source>Explain the rule, or call a supervisor.</source>
        <translation>Expliquer la règle, ou appeler un responsable.</translation>
    </message>
    <message>
        <source>Already inside</source>
        <translation>Déjà entré</translation>
    </message>
    <message>
        <source>Do not let in. Ask for ID, or call a supervisor.</source>
        <translation>Ne pas laisser entrer. Demander une pièce ou un responsable.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Complet</translation>
    </message>
    <message>
        <source>There is no room left.</source>
        <translation>Il n’y a plus de place.</translation>
    </message>
    <message>
        <source>Ask the guest to wait for places.</source>
        <translation>Demander à l’invité d’attendre une place.</translation>
    </message>
    <message>
        <source>One question</source>
        <translation>Une question</translation>
    </message>
    <message>
        <source>Choose or write the answer below.</source>
        <translation>Choisir ou écrire la réponse ci-dessous.</translation>
    </message>
    <message>
        <source>Wristband</source>
        <translation>Bracelet</translation>
    </message>
    <message>
        <source>Tap or scan the new wristband now.</source>
        <translation>Présenter ou scanner le nouveau bracelet.</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Lequel</translation>
    </message>
    <message>
        <source>Choose what the guest wants to use.</source>
        <translation>Choisir ce que l’invité veut utiliser.</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Combien</translation>
    </message>
    <message>
        <source>Choose how many go in now.</source>
        <translation>Choisir combien entrent maintenant.</translation>
    </message>
    <message>
        <source>VIP guest</source>
        <translation>Invité VIP</translation>
    </message>
    <message>
        <source>Needs step-free access</source>
        <translation>Accès sans marche</translation>
    </message>
    <message>
        <source>Wheelchair place</source>
        <translation>Place fauteuil roulant</translation>
    </message>
    <message>
        <source>Check the age</source>
        <translation>Vérifier l’âge</translation>
    </message>
    <message>
        <source>Press</source>
        <translation>Presse</translation>
    </message>
    <message>
        <source>Medical note</source>
        <translation>Note médicale</translation>
    </message>
    <message>
        <source>was not known to be inside</source>
        <translation>n’était pas noté à l’intérieur</translation>
    </message>
    <message>
        <source>capacity is reached</source>
        <translation>la capacité est atteinte</translation>
    </message>
    <message>
        <source>an older ticket was shown</source>
        <translation>un ancien billet a été montré</translation>
    </message>
    <message>
        <source>ticket is canceled</source>
        <translation>billet annulé</translation>
    </message>
    <message>
        <source>ticket is refunded</source>
        <translation>billet remboursé</translation>
    </message>
    <message>
        <source>ticket is blocked</source>
        <translation>billet bloqué</translation>
    </message>
    <message>
        <source>order is not approved</source>
        <translation>commande non approuvée</translation>
    </message>
    <message>
        <source>ticket is for another list</source>
        <translation>billet pour une autre liste</translation>
    </message>
    <message>
        <source>ticket is for another date</source>
        <translation>billet pour une autre date</translation>
    </message>
    <message>
        <source>ticket is not paid</source>
        <translation>billet non payé</translation>
    </message>
    <message>
        <source>{who} was let in with a canceled ticket.</source>
        <translation>{who} est entré avec un billet annulé.</translation>
    </message>
    <message>
        <source>{who} was let in with a refunded ticket.</source>
        <translation>{who} est entré avec un billet remboursé.</translation>
    </message>
    <message>
        <source>{who} was let in with a blocked ticket.</source>
        <translation>{who} est entré avec un billet bloqué.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket that was replaced.</source>
        <translation>{who} est entré avec un billet remplacé.</translation>
    </message>
    <message>
        <source>{who} was let in with a ticket the server does not know.</source>
        <translation>{who} est entré avec un billet inconnu du serveur.</translation>
    </message>
    <message>
        <source>{who} was let in with an unpaid ticket.</source>
        <translation>{who} est entré avec un billet non payé.</translation>
    </message>
    <message>
        <source>{who} was let in before the order was approved.</source>
        <translation>{who} est entré avant l’approbation.</translation>
    </message>
    <message>
        <source>{who} was let in outside the opening hours.</source>
        <translation>{who} est entré hors des heures.</translation>
    </message>
    <message>
        <source>{who} was let in on another date than the ticket&apos;s.</source>
        <translation>{who} est entré à une autre date que celle du billet.</translation>
    </message>
    <message>
        <source>{who} was let in at the wrong door.</source>
        <translation>{who} est entré par la mauvaise porte.</translation>
    </message>
    <message>
        <source>{who} was let in against a rule.</source>
        <translation>{who} est entré contre une règle.</translation>
    </message>
    <message>
        <source>{who} was inside when the wristband went to another guest.</source>
        <translation>{who} était encore là quand son bracelet est allé à quelqu’un d’autre.</translation>
    </message>
    <message>
        <source>More guests were let in than there is room for.</source>
        <translation>Plus d’invités sont entrés que de places.</translation>
    </message>
    <message>
        <source>Scanned twice</source>
        <translation>Scanné deux fois</translation>
    </message>
    <message>
        <source>The same guest may go on. Do not let in anyone else.</source>
        <translation>Le même invité peut passer. Personne d’autre.</translation>
    </message>
    <message>
        <source>Already used</source>
        <translation>Déjà utilisé</translation>
    </message>
    <message>
        <source>Do not let in, or call a supervisor.</source>
        <translation>Ne laissez pas entrer, ou appelez un responsable.</translation>
    </message>
    <message>
        <source>Send to {list}.</source>
        <translation>Envoyer à {list}.</translation>
    </message>
    <message>
        <source>Inside now</source>
        <translation>À l’intérieur maintenant</translation>
    </message>
    <message>
        <source>For information</source>
        <translation>Pour information</translation>
    </message>
    <message>
        <source>This ticket would be let in.</source>
        <translation>Ce billet serait admis.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Non enregistré</translation>
    </message>
    <message>
        <source>Do not let in on this scan. Scan again.</source>
        <translation>Ne pas laisser entrer sur ce scan. Scanner encore.</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>Un à la fois</translation>
    </message>
    <message>
        <source>Several tickets are in the picture.</source>
        <translation>Plusieurs billets sont à l’image.</translation>
    </message>
    <message>
        <source>Show one ticket only.</source>
        <translation>Montrer un seul billet.</translation>
    </message>
    <message>
        <source>moments ago</source>
        <translation>à l’instant</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>il y a %n minute</numerusform>
            <numerusform>il y a %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>il y a %n heure</numerusform>
            <numerusform>il y a %n heures</numerusform>
        </translation>
    </message>
    <message>
        <source>This door serves no list any more. Ask the organizer for one.</source>
        <translation>Cette porte ne dessert plus aucune liste. Demandez-en une à l’organisateur.</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Hors ligne depuis {time}</translation>
    </message>
    <message>
        <source>No list yet</source>
        <translation>Pas encore de liste</translation>
    </message>
    <message numerus="yes">
        <source>List %n min old</source>
        <translation>
            <numerusform>Liste d’il y a %n min</numerusform>
            <numerusform>Liste d’il y a %n min</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>À jour</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) waiting</source>
        <translation>
            <numerusform>%n scan en attente</numerusform>
            <numerusform>%n scans en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>A guest</source>
        <translation>Un invité</translation>
    </message>
    <message>
        <source>{who} came in twice; the entry at another door was first.</source>
        <translation>{who} est entré deux fois ; l’autre porte était la première.</translation>
    </message>
    <message>
        <source>{who} came in twice, here and at another door.</source>
        <translation>{who} est entré deux fois, ici et à une autre porte.</translation>
    </message>
    <message>
        <source>{who} was let in, which the server questions.</source>
        <translation>{who} est entré, ce que le serveur conteste.</translation>
    </message>
    <message>
        <source>Let in by a supervisor: {reasons}</source>
        <translation>Admis par un responsable : {reasons}</translation>
    </message>
    <message>
        <source>Note what is wrong.</source>
        <translation>Noter ce qui ne va pas.</translation>
    </message>
    <message>
        <source>Call the floor host, then let in.</source>
        <translation>Appeler l’hôte de salle, puis laisser entrer.</translation>
    </message>
    <message>
        <source>Goodbye, but</source>
        <translation>Au revoir, mais</translation>
    </message>
    <message>
        <source>Welcome, but</source>
        <translation>Bienvenue, mais</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n personne</numerusform>
            <numerusform>%n personnes</numerusform>
        </translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Sorti</translation>
    </message>
    <message>
        <source>Come in</source>
        <translation>Entrez</translation>
    </message>
    <message>
        <source>Not in the list of {time}; the list is {minutes} min old.</source>
        <translation>Absent de la liste de {time}, qui a {minutes} min.</translation>
    </message>
    <message>
        <source>Not in list</source>
        <translation>Pas dans la liste</translation>
    </message>
    <message>
        <source>Try again when online, or ask a supervisor.</source>
        <translation>Réessayer en ligne, ou demander à un responsable.</translation>
    </message>
    <message>
        <source>This ticket is for {event}.</source>
        <translation>Ce billet est pour {event}.</translation>
    </message>
    <message>
        <source>This ticket has been used.</source>
        <translation>Ce billet a été utilisé.</translation>
    </message>
    <message>
        <source>In {entered}, out {left}. This list lets in once.</source>
        <translation>Entré à {entered}, sorti à {left}. Cette liste ne laisse entrer qu’une fois.</translation>
    </message>
    <message>
        <source>This kiosk let this ticket in moments ago. It is your own second scan.</source>
        <translation>Ce poste vient d’admettre ce billet. C’est votre propre second scan.</translation>
    </message>
    <message>
        <source>Entered {time} at {gate}, {ago}.</source>
        <translation>Entré à {time}, {gate}, {ago}.</translation>
    </message>
    <message>
        <source>Entered {time}, {ago}.</source>
        <translation>Entré à {time}, {ago}.</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) left.</source>
        <translation>
            <numerusform>%n place restante.</numerusform>
            <numerusform>%n places restantes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Group ticket</source>
        <translation>Billet de groupe</translation>
    </message>
    <message>
        <source>Self-service</source>
        <translation>Libre-service</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Seat map</source>
        <translation>Plan de salle</translation>
    </message>
    <message>
        <source>Fetch now</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Signed in: {name}</source>
        <translation>Connecté : {name}</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>Personne n’est connecté.</translation>
    </message>
    <message>
        <source>No supervisor with a PIN is known to this kiosk.</source>
        <translation>Ce poste ne connaît aucun responsable avec un PIN.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Retiré.</translation>
    </message>
    <message>
        <source>This value cannot be used.</source>
        <translation>Cette valeur est impossible.</translation>
    </message>
    <message>
        <source>Ask the organizer to give one a PIN.</source>
        <translation>Demandez à l’organisateur d’en définir un.</translation>
    </message>
    <message>
        <source>Leave self-service</source>
        <translation>Quitter le libre-service</translation>
    </message>
    <message>
        <source>The bundle could not be written: {problem}</source>
        <translation>Impossible d’écrire le dossier : {problem}</translation>
    </message>
    <message>
        <source>The bundle is at {path}. It holds no guest and no key.</source>
        <translation>Le dossier est ici : {path}. Il ne contient ni invité ni clé.</translation>
    </message>
    <message>
        <source>{n} scans wait to be sent. Connect this kiosk first; nothing may be lost.</source>
        <translation>{n} scans attendent l’envoi. Connectez d’abord ce poste ; rien ne doit se perdre.</translation>
    </message>
    <message>
        <source>Reset this kiosk</source>
        <translation>Réinitialiser ce poste</translation>
    </message>
    <message>
        <source>Guest list, journal and keys are deleted from it.</source>
        <translation>Liste, journal et clés en seront effacés.</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Tout effacer</translation>
    </message>
    <message>
        <source>This PIN is wrong.</source>
        <translation>Ce PIN est faux.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in {n} seconds.</source>
        <translation>Trop d’erreurs. Réessayez dans {n} secondes.</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdu</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Abîmé</translation>
    </message>
    <message>
        <source>Misspelt</source>
        <translation>Mal écrit</translation>
    </message>
    <message>
        <source>Printer jam</source>
        <translation>Bourrage</translation>
    </message>
    <message>
        <source>The seat slip was sent.</source>
        <translation>Le billet de place est envoyé.</translation>
    </message>
    <message>
        <source>The test label was sent.</source>
        <translation>L’étiquette d’essai est envoyée.</translation>
    </message>
    <message>
        <source>The preview is at {path}.</source>
        <translation>L’aperçu est ici : {path}.</translation>
    </message>
    <message>
        <source>Guest list</source>
        <translation>Liste d’invités</translation>
    </message>
    <message>
        <source>The guest list is empty.</source>
        <translation>La liste est vide.</translation>
    </message>
    <message>
        <source>{n} tickets, as of {time}.</source>
        <translation>{n} billets, état de {time}.</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>chinois</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>japonais</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>coréen</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>thaï</translation>
    </message>
    <message>
        <source>Devanagari</source>
        <translation>devanagari</translation>
    </message>
    <message>
        <source>Bengali</source>
        <translation>bengali</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>tamoul</translation>
    </message>
    <message>
        <source>Khmer</source>
        <translation>khmer</translation>
    </message>
    <message>
        <source>Burmese</source>
        <translation>birman</translation>
    </message>
    <message>
        <source>Ethiopic</source>
        <translation>éthiopien</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>hébreu</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>images</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Noms</translation>
    </message>
    <message>
        <source>They are being looked through.</source>
        <translation>Ils sont en cours d&apos;examen.</translation>
    </message>
    <message>
        <source>This kiosk can show and print them all.</source>
        <translation>Cette borne peut tous les afficher et les imprimer.</translation>
    </message>
    <message>
        <source>No font here has the letters of {n} of them ({scripts}): they are shown and printed in Latin letters. To have them as they are, install {packages} and start again.</source>
        <translation>Aucune police d&apos;ici n&apos;a les lettres de {n} d&apos;entre eux ({scripts}) : ils sont affichés et imprimés en lettres latines. Pour les avoir tels quels, installez {packages} et redémarrez.</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Never compared with the server&apos;s clock.</source>
        <translation>Jamais comparée à celle du serveur.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong by {n} seconds; scans use the right time.</source>
        <translation>L’horloge se trompe de {n} secondes ; les scans ont la bonne heure.</translation>
    </message>
    <message>
        <source>{n} ms from the server&apos;s clock.</source>
        <translation>{n} ms d’écart avec le serveur.</translation>
    </message>
    <message>
        <source>Camera or scanner</source>
        <translation>Caméra ou douchette</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>caméra</translation>
    </message>
    <message>
        <source>NFC reader</source>
        <translation>lecteur NFC</translation>
    </message>
    <message>
        <source>codes were read</source>
        <translation>des codes ont été lus</translation>
    </message>
    <message>
        <source>Nothing was read yet.</source>
        <translation>Rien n’a encore été lu.</translation>
    </message>
    <message>
        <source>Scan any code once to try a hand scanner.</source>
        <translation>Scannez un code pour essayer la douchette.</translation>
    </message>
    <message>
        <source>It is being asked for paper and head.</source>
        <translation>On lui demande l&apos;état du papier et de la tête.</translation>
    </message>
    <message>
        <source>{printer}: it cannot be asked for paper and head. Look at it.</source>
        <translation>{printer} : on ne peut pas lui demander l&apos;état du papier et de la tête. Regardez-la.</translation>
    </message>
    <message>
        <source>{printer}: paper is in, and nothing is open.</source>
        <translation>{printer} : il y a du papier et rien n&apos;est ouvert.</translation>
    </message>
    <message>
        <source>Server and other doors</source>
        <translation>Serveur et autres portes</translation>
    </message>
    <message>
        <source>{n} of {all} other doors answer on this network.</source>
        <translation>{n} autres portes sur {all} répondent sur ce réseau.</translation>
    </message>
    <message>
        <source>The server does not answer; this door works on its own list.</source>
        <translation>Le serveur ne répond pas ; cette porte utilise sa liste.</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Scans</translation>
    </message>
    <message>
        <source>The server questions {n} scans; the organizer sees them.</source>
        <translation>Le serveur conteste {n} scans ; l’organisateur les voit.</translation>
    </message>
    <message>
        <source>{n} wait to be sent.</source>
        <translation>{n} attendent l’envoi.</translation>
    </message>
    <message>
        <source>All are sent.</source>
        <translation>Tous sont envoyés.</translation>
    </message>
    <message>
        <source>Nobody is signed in at this door.</source>
        <translation>Personne n’est connecté à cette porte.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disque</translation>
    </message>
    <message>
        <source>{n} MB free.</source>
        <translation>{n} Mo libres.</translation>
    </message>
    <message>
        <source>{n} %, plugged in.</source>
        <translation>{n} %, branchée.</translation>
    </message>
    <message>
        <source>{n} %, not plugged in.</source>
        <translation>{n} %, non branchée.</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Batterie</translation>
    </message>
    <message>
        <source>Wrong person</source>
        <translation>Mauvaise personne</translation>
    </message>
    <message>
        <source>Did not go in</source>
        <translation>N’est pas entré</translation>
    </message>
    <message>
        <source>Scanned by mistake</source>
        <translation>Scanné par erreur</translation>
    </message>
    <message>
        <source>Known to the organizer</source>
        <translation>Connu de l’organisateur</translation>
    </message>
    <message>
        <source>Identity checked</source>
        <translation>Identité vérifiée</translation>
    </message>
    <message>
        <source>Mistake in the list</source>
        <translation>Erreur dans la liste</translation>
    </message>
    <message>
        <source>Medical or safety</source>
        <translation>Médical ou sécurité</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>Connectez-vous d’abord</translation>
    </message>
    <message>
        <source>Press Sign in and type your PIN.</source>
        <translation>Appuyez sur Se connecter et tapez votre PIN.</translation>
    </message>
    <message>
        <source>Call staff</source>
        <translation>Appeler l’équipe</translation>
    </message>
    <message>
        <source>Something went wrong in this kiosk.</source>
        <translation>Un problème est survenu sur ce poste.</translation>
    </message>
    <message>
        <source>Scan again. If it stays, restart the kiosk.</source>
        <translation>Scannez encore. Sinon, redémarrez le poste.</translation>
    </message>
    <message>
        <source>This event has no seat map.</source>
        <translation>Cet événement n’a pas de plan de salle.</translation>
    </message>
    <message>
        <source>{seat} is cleared.</source>
        <translation>{seat} est libéré.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Pourquoi ?</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>C’est fait.</translation>
    </message>
    <message>
        <source>They have changed places.</source>
        <translation>Ils ont échangé leurs places.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>There is nothing on the map to undo.</source>
        <translation>Il n’y a rien à annuler sur le plan.</translation>
    </message>
    <message>
        <source>Tap the new seat of {name}.</source>
        <translation>Touchez la nouvelle place de {name}.</translation>
    </message>
    <message>
        <source>this guest</source>
        <translation>cet invité</translation>
    </message>
    <message>
        <source>Tap where the {n} are to sit.</source>
        <translation>Touchez l’endroit où les {n} doivent s’asseoir.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>{seat} is held or blocked.</source>
        <translation>{seat} est retenu ou bloqué.</translation>
    </message>
    <message>
        <source>Now at {seat}.</source>
        <translation>Maintenant à {seat}.</translation>
    </message>
    <message>
        <source>A note is one short line of text.</source>
        <translation>Une note est une courte ligne de texte.</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>La note est enregistrée.</translation>
    </message>
    <message>
        <source>The note is gone.</source>
        <translation>La note est retirée.</translation>
    </message>
    <message>
        <source>Note on {name}</source>
        <translation>Note sur {name}</translation>
    </message>
    <message>
        <source>{name} sits at {seat}.</source>
        <translation>{name} est assis à {seat}.</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Échanger</translation>
    </message>
    <message>
        <source>{seat} has {n} free places.</source>
        <translation>{seat} a {n} places libres.</translation>
    </message>
    <message>
        <source>You are told who arrives at {seat}.</source>
        <translation>On vous dira qui arrive à {seat}.</translation>
    </message>
    <message>
        <source>{seat} is no longer one of yours.</source>
        <translation>{seat} n’est plus l’une des vôtres.</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Cassé</translation>
    </message>
    <message>
        <source>Not clean</source>
        <translation>Pas propre</translation>
    </message>
    <message>
        <source>No view</source>
        <translation>Sans vue</translation>
    </message>
    <message>
        <source>For a guest</source>
        <translation>Pour un invité</translation>
    </message>
    <message>
        <source>For crew</source>
        <translation>Pour l’équipe</translation>
    </message>
    <message>
        <source>Walk-in</source>
        <translation>Sans réservation</translation>
    </message>
    <message>
        <source>Choose why.</source>
        <translation>Choisir la raison.</translation>
    </message>
    <message>
        <source>{who}, in {time}</source>
        <translation>{who}, entrée {time}</translation>
    </message>
    <message>
        <source>{who}, out {time}</source>
        <translation>{who}, sortie {time}</translation>
    </message>
    <message>
        <source>The last guest</source>
        <translation>Le dernier invité</translation>
    </message>
    <message>
        <source>{who} does not count any more.</source>
        <translation>{who} ne compte plus.</translation>
    </message>
    <message>
        <source>Nothing undone</source>
        <translation>Rien d’annulé</translation>
    </message>
    <message>
        <source>The lost one opens no door any more.</source>
        <translation>L’ancien n’ouvre plus aucune porte.</translation>
    </message>
    <message>
        <source>Not replaced</source>
        <translation>Non remplacé</translation>
    </message>
    <message>
        <source>The new wristband is linked.</source>
        <translation>Le nouveau bracelet est lié.</translation>
    </message>
    <message>
        <source>Hand it over.</source>
        <translation>Le remettre.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Pas d’image</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Compris</translation>
    </message>
    <message>
        <source>Seat slip</source>
        <translation>Billet de place</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>Encaisser</translation>
    </message>
    <message>
        <source>Let in anyway</source>
        <translation>Laisser entrer quand même</translation>
    </message>
    <message>
        <source>No supervisor</source>
        <translation>Pas de responsable</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>Non encaissé</translation>
    </message>
    <message>
        <source>The guest list does not say in which currency.</source>
        <translation>La liste des invités n’indique pas la devise.</translation>
    </message>
    <message>
        <source>Connect this kiosk to fetch the list again.</source>
        <translation>Connectez cette borne pour récupérer à nouveau la liste.</translation>
    </message>
    <message>
        <source>How much was paid, in {currency}?</source>
        <translation>Combien a été payé, en {currency} ?</translation>
    </message>
    <message>
        <source>Amount in {currency}</source>
        <translation>Montant en {currency}</translation>
    </message>
    <message>
        <source>An amount such as 25 or 12.50</source>
        <translation>Un montant comme 25 ou 12,50</translation>
    </message>
    <message>
        <source>How was it paid?</source>
        <translation>Payé comment ?</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Espèces</translation>
    </message>
    <message>
        <source>Card terminal</source>
        <translation>Terminal de carte</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Prendre la photo</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>Un nombre</translation>
    </message>
    <message>
        <source>A date</source>
        <translation>Une date</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>La réponse</translation>
    </message>
    <message>
        <source>A whole number of persons</source>
        <translation>Un nombre entier de personnes</translation>
    </message>
    <message>
        <source>This answer is needed.</source>
        <translation>Cette réponse est nécessaire.</translation>
    </message>
    <message>
        <source>Capital letters</source>
        <translation>Majuscules</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Delete the last letter</source>
        <translation>Effacer la dernière lettre</translation>
    </message>
    <message>
        <source>A device on this network was turned away ({host}): {why}</source>
        <translation>Un appareil de ce réseau a été écarté ({host}) : {why}</translation>
    </message>
    <message>
        <source>This kiosk was restored from a copy; it goes on as new.</source>
        <translation>Cette borne a été restaurée d’une copie ; elle continue comme neuve.</translation>
    </message>
    <message>
        <source>The organizer revoked this kiosk. Its guest list is gone; use another kiosk.</source>
        <translation>L’organisateur a révoqué cette borne. Sa liste des invités est effacée ; utilisez une autre borne.</translation>
    </message>
    <message>
        <source>Find guest or seat</source>
        <translation>Trouver un invité ou une place</translation>
    </message>
    <message>
        <source>has no seat · tap to give one</source>
        <translation>n’a pas de place · touchez pour en donner une</translation>
    </message>
    <message>
        <source>Nobody and no seat is called that.</source>
        <translation>Aucun invité ni aucune place de ce nom.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Whole room</source>
        <translation>Toute la salle</translation>
    </message>
    <message>
        <source>Arrived at {gate}</source>
        <translation>Arrivé à {gate}</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Arrivé</translation>
    </message>
    <message>
        <source>your table</source>
        <translation>votre table</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Salle</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>Note : {text}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Note on the seat</source>
        <translation>Note sur la place</translation>
    </message>
    <message>
        <source>Note on the table</source>
        <translation>Note sur la table</translation>
    </message>
    <message>
        <source>About {n} in the next quarter hour</source>
        <translation>Environ {n} dans le prochain quart d’heure</translation>
    </message>
    <message>
        <source>About {n} of them at your tables</source>
        <translation>Dont environ {n} à vos tables</translation>
    </message>
    <message>
        <source>Minimum spend {amount}</source>
        <translation>Dépense minimale {amount}</translation>
    </message>
    <message>
        <source>Two hosts gave this seat away. The first move stands; check who sits here.</source>
        <translation>Deux hôtes ont attribué cette place. Le premier changement vaut ; vérifiez qui est assis ici.</translation>
    </message>
    <message>
        <source>Blocked: {reason}</source>
        <translation>Bloqué : {reason}</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>sans raison donnée</translation>
    </message>
    <message>
        <source>Held: {reason}</source>
        <translation>Retenu : {reason}</translation>
    </message>
    <message>
        <source>Nobody has this seat.</source>
        <translation>Personne n’a cette place.</translation>
    </message>
    <message>
        <source>here</source>
        <translation>présent</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>attendu</translation>
    </message>
    <message>
        <source>left</source>
        <translation>parti</translation>
    </message>
    <message>
        <source>Unknown guest</source>
        <translation>Invité inconnu</translation>
    </message>
    <message>
        <source>Host: {name}</source>
        <translation>Hôte : {name}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>My table</source>
        <translation>Ma table</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Libérer</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Retenir</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Relâcher</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Débloquer</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Bloquer</translation>
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
        <translation>besoin d’aide</translation>
    </message>
    <message>
        <source>held</source>
        <translation>retenu</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>bloqué</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>conflit</translation>
    </message>
    <message>
        <source>{n} places</source>
        <translation>{n} places</translation>
    </message>
    <message>
        <source>{n} here</source>
        <translation>{n} présents</translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation>{n} attendus</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>{n} partis</translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation>{n} libres</translation>
    </message>
    <message>
        <source>Scan the code below with the hand scanner.</source>
        <translation>Scannez le code ci-dessous avec la douchette.</translation>
    </message>
    <message>
        <source>That was not the code on the screen. Nothing was changed.</source>
        <translation>Ce n’était pas le code à l’écran. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>The scanner is set up as it read the code.</source>
        <translation>La douchette est réglée comme elle a lu le code.</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Lisez encore</translation>
    </message>
    <message>
        <source>Only a part of the code arrived.</source>
        <translation>Seule une partie du code est arrivée.</translation>
    </message>
    <message>
        <source>Scan the ticket again.</source>
        <translation>Scannez encore le billet.</translation>
    </message>
</context>
</TS>
