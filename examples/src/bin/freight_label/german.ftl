# What the library cannot know in German: the labels of the fields, and the words that the author of a rule chose.
# A label is found by the type and the name on the wire, the words of a rule by the type and the id of the rule.

label-FreightOrder-pickup_day = Abholtag
label-FreightOrder-declared_value = Warenwert
label-FreightOrder-delivery_code = Zustellcode

rule-FreightOrder-pickup_hours = { $field }: Pakete werden von 08:00 bis 17:30 abgeholt{ $reason }
rule-FreightOrder-own_marks = { $field }: jedes Paket hat ein eigenes Zeichen{ $reason }
rule-FreightOrder-insured_at_most = { $field }: kein Paket ist über seinen Wert versichert{ $reason }
rule-FreightOrder-parcels-length = ein Frachtschein gilt für { $length } Pakete
rule-FreightOrder-delivery_code-pattern = der { $label } hat 4 bis 6 Ziffern
rule-FreightOrder-remark-deprecated = { $field } ist veraltet; `note` verwenden
rule-FreightOrder-service-deprecated_value = { $field } ist { $value }, was veraltet ist; `express` verwenden
rule-FreightOrder-customs-tariff_number-required = { $field } wird ab Juli 2031 vom Zoll verlangt
