// Rules of the YARA-X engine. Harmless: the EICAR test string and markers made up for VirusMap.

rule eicar_tail {
  meta:
    label = "Test/EICAR.Gen"
    category = "MALICIOUS"
  strings:
    // The readable second half, as bytes so that this file is no test file itself.
    $tail = { 45 49 43 41 52 2D 53 54 41 4E 44 41 52 44 2D 41 4E 54 49 56 49 52 55 53 2D 54 45 53 54 2D 46 49 4C 45 21 24 48 2B 48 2A }
  condition:
    any of them
}

rule demo_dropper {
  meta:
    label = "Heur/Dropper.Demo"
    category = "SUSPICIOUS"
  strings:
    $marker = "VIRUSMAP-DEMO-DROPPER" ascii wide nocase
  condition:
    any of them
}

rule demo_beacon {
  meta:
    label = "Demo/Beacon"
    category = "MALICIOUS"
  strings:
    $marker = "VIRUSMAP-DEMO-BEACON-02"
  condition:
    any of them
}

rule demo_packer {
  meta:
    label = "Heur/Packed.Demo"
    category = "SUSPICIOUS"
  strings:
    $marker = "VIRUSMAP-DEMO-PACKER" ascii wide
  condition:
    any of them
}

rule demo_phishing_host {
  meta:
    label = "Phish/DemoHost"
    category = "MALICIOUS"
  strings:
    $host = "virusmap-phishing.example" nocase
  condition:
    any of them
}
