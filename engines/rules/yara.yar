// Rules of the YARA engine. Harmless: the EICAR test string and markers made up for VirusMap.

rule eicar_test_file {
  meta:
    label = "EICAR-Test-File"
    category = "MALICIOUS"
  strings:
    // The whole string, as bytes so that this file is no test file itself.
    $string = {
      58 35 4F 21 50 25 40 41 50 5B 34 5C 50 5A 58 35 34 28 50 5E 29 37 43 43
      29 37 7D 24 45 49 43 41 52 2D 53 54 41 4E 44 41 52 44 2D 41 4E 54 49 56
      49 52 55 53 2D 54 45 53 54 2D 46 49 4C 45 21 24 48 2B 48 2A
    }
  condition:
    any of them
}

rule demo_dropper {
  meta:
    label = "Demo.Dropper.A"
    category = "MALICIOUS"
  strings:
    $marker = "VIRUSMAP-DEMO-DROPPER-01"
  condition:
    any of them
}

rule demo_staged {
  meta:
    label = "Demo.Staged"
    category = "SUSPICIOUS"
  strings:
    // VIRUSMAP-STAGE-ONE and, at most 1,024 bytes later, VIRUSMAP-STAGE-TWO
    $both = { 56 49 52 55 53 4D 41 50 2D 53 54 41 47 45 2D 4F 4E 45 [0-1024] 56 49 52 55 53 4D 41 50 2D 53 54 41 47 45 2D 54 57 4F }
  condition:
    any of them
}

rule demo_packer {
  meta:
    label = "Demo.Packed"
    category = "SUSPICIOUS"
  strings:
    $marker = "VIRUSMAP-DEMO-PACKER-03"
  condition:
    any of them
}
