-- rules of CodeSigningOrder for DataFusion
SELECT broken."id", broken.rule
FROM (
    SELECT "id", unnest(make_array(
        CASE WHEN "validity" IS NULL THEN 'validity.required' END,
        CASE WHEN "validity" IS NOT NULL AND NOT COALESCE("validity" IN (1, 2, 3), FALSE) THEN 'validity.allowed' END,
        CASE WHEN NOT COALESCE("cs_provisioning_method" = 'ship_token', FALSE) AND "platform" IS NULL THEN 'platform.required_unless' END,
        CASE WHEN COALESCE("ev", FALSE) AND "platform" IS NOT NULL AND NOT COALESCE("platform" IN (-1, 2, 3, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17), FALSE) THEN 'platform.allowed_if' END,
        CASE WHEN NOT COALESCE("ev", FALSE) AND "platform" IS NOT NULL AND NOT COALESCE("platform" IN (51, 52, 53, 54, 55, 56, 57, 64), FALSE) THEN 'platform.allowed_if-2' END,
        CASE WHEN COALESCE("ev", FALSE) AND NOT COALESCE("cs_provisioning_method" ~ '\S', FALSE) THEN 'cs_provisioning_method.required_if' END,
        CASE WHEN NOT COALESCE("ev", FALSE) AND COALESCE("cs_provisioning_method" ~ '\S', FALSE) THEN 'cs_provisioning_method.forbidden_unless' END,
        CASE WHEN NOT COALESCE("cs_provisioning_method" = 'ship_token', FALSE) AND COALESCE("cs_ship_method" ~ '\S', FALSE) THEN 'cs_ship_method.forbidden_unless' END,
        CASE WHEN (COALESCE("ship_name" ~ '\S', FALSE) OR COALESCE("ship_addr1" ~ '\S', FALSE) OR COALESCE("ship_city" ~ '\S', FALSE) OR COALESCE("ship_state" ~ '\S', FALSE) OR COALESCE("ship_zip" ~ '\S', FALSE) OR COALESCE("ship_country" ~ '\S', FALSE)) AND NOT (COALESCE("ship_name" ~ '\S', FALSE) AND COALESCE("ship_addr1" ~ '\S', FALSE) AND COALESCE("ship_city" ~ '\S', FALSE) AND COALESCE("ship_state" ~ '\S', FALSE) AND COALESCE("ship_zip" ~ '\S', FALSE) AND COALESCE("ship_country" ~ '\S', FALSE)) THEN 'ship.group_all_or_none' END,
        CASE WHEN NOT COALESCE("cs_provisioning_method" = 'ship_token', FALSE) AND COALESCE("ship_name" ~ '\S', FALSE) THEN 'ship_name.forbidden_unless' END,
        CASE WHEN NOT COALESCE("cs_provisioning_method" = 'ship_token', FALSE) AND COALESCE("ship_addr1" ~ '\S', FALSE) THEN 'ship_addr1.forbidden_unless' END,
        CASE WHEN NOT (COALESCE("cs_provisioning_method" = 'ship_token', FALSE) AND COALESCE("ship_addr1" ~ '\S', FALSE)) AND COALESCE("ship_addr2" ~ '\S', FALSE) THEN 'ship_addr2.forbidden_unless' END,
        CASE WHEN NOT COALESCE("cs_provisioning_method" = 'ship_token', FALSE) AND COALESCE("ship_city" ~ '\S', FALSE) THEN 'ship_city.forbidden_unless' END,
        CASE WHEN NOT COALESCE("cs_provisioning_method" = 'ship_token', FALSE) AND COALESCE("ship_state" ~ '\S', FALSE) THEN 'ship_state.forbidden_unless' END,
        CASE WHEN NOT COALESCE("cs_provisioning_method" = 'ship_token', FALSE) AND COALESCE("ship_zip" ~ '\S', FALSE) THEN 'ship_zip.forbidden_unless' END,
        CASE WHEN NOT COALESCE("cs_provisioning_method" = 'ship_token', FALSE) AND COALESCE("ship_country" ~ '\S', FALSE) THEN 'ship_country.forbidden_unless' END,
        CASE WHEN NOT COALESCE("org_name" ~ '\S', FALSE) THEN 'org_name.required' END,
        CASE WHEN NOT COALESCE("org_addr1" ~ '\S', FALSE) THEN 'org_addr1.required' END,
        CASE WHEN NOT COALESCE("org_city" ~ '\S', FALSE) THEN 'org_city.required' END,
        CASE WHEN NOT COALESCE("org_state" ~ '\S', FALSE) THEN 'org_state.required' END,
        CASE WHEN NOT COALESCE("org_zip" ~ '\S', FALSE) THEN 'org_zip.required' END,
        CASE WHEN NOT COALESCE("org_country" ~ '\S', FALSE) THEN 'org_country.required' END,
        CASE WHEN NOT COALESCE("telephone" ~ '\S', FALSE) THEN 'telephone.required' END,
        CASE WHEN "telephone" IS NOT NULL AND NOT ("telephone" IS NOT NULL AND NOT COALESCE("telephone" ~ '\S', FALSE)) AND NOT COALESCE("telephone" ~ '^(?:(?:\+)?(?:[ \(-\)\--\/])*[0-9](?:[ \(-\)\--9])*)$', FALSE) THEN 'telephone.format' END,
        CASE WHEN NOT COALESCE("org_contact_firstname" ~ '\S', FALSE) THEN 'org_contact_firstname.required' END,
        CASE WHEN NOT COALESCE("org_contact_lastname" ~ '\S', FALSE) THEN 'org_contact_lastname.required' END,
        CASE WHEN NOT COALESCE("org_contact_job_title" ~ '\S', FALSE) THEN 'org_contact_job_title.required' END,
        CASE WHEN NOT COALESCE("org_contact_email" ~ '\S', FALSE) THEN 'org_contact_email.required' END,
        CASE WHEN "org_contact_email" IS NOT NULL AND NOT ("org_contact_email" IS NOT NULL AND NOT COALESCE("org_contact_email" ~ '\S', FALSE)) AND NOT COALESCE(("org_contact_email" ~ '^(?:(?:[\!\#-\''\*-\+\-\/-9=\?A-Z\^-\~])+(?:\.(?:[\!\#-\''\*-\+\-\/-9=\?A-Z\^-\~])+)*@[0-9A-Za-z](?:(?:[\-0-9A-Za-z]){0,61}[0-9A-Za-z])?(?:\.[0-9A-Za-z](?:(?:[\-0-9A-Za-z]){0,61}[0-9A-Za-z])?)+)$' AND NOT ("org_contact_email" ~ '(?:^(?:[^@]){65}|\.(?:[0-9])+$)') AND char_length("org_contact_email") <= 254), FALSE) THEN 'org_contact_email.format' END,
        CASE WHEN NOT COALESCE("org_contact_telephone" ~ '\S', FALSE) THEN 'org_contact_telephone.required' END,
        CASE WHEN "org_contact_telephone" IS NOT NULL AND NOT ("org_contact_telephone" IS NOT NULL AND NOT COALESCE("org_contact_telephone" ~ '\S', FALSE)) AND NOT COALESCE("org_contact_telephone" ~ '^(?:(?:\+)?(?:[ \(-\)\--\/])*[0-9](?:[ \(-\)\--9])*)$', FALSE) THEN 'org_contact_telephone.format' END,
        CASE WHEN "org_contact_telephone_ext" IS NOT NULL AND NOT ("org_contact_telephone_ext" IS NOT NULL AND NOT COALESCE("org_contact_telephone_ext" ~ '\S', FALSE)) AND NOT COALESCE("org_contact_telephone_ext" ~ '^(?:(?:[0-9])+)$', FALSE) THEN 'org_contact_telephone_ext.format' END
    )) AS rule
    FROM "orders"
) AS broken
WHERE broken.rule IS NOT NULL;
