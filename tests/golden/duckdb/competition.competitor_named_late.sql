SELECT
  "t24"."deal_id",
  "t24"."answer",
  CASE
    WHEN "t24"."answer" <> 'unknown'
    THEN CAST("t24"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t24"."answer" = 'hit' THEN "t24"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t23"."deal_id",
    "t23"."as_of",
    "t23"."opened_at",
    "t23"."account_id",
    "t23"."owner_id",
    "t23"."pipeline",
    "t23"."stage",
    "t23"."stage_entered_at",
    "t23"."amount",
    "t23"."size_band",
    "t23"."segment",
    "t23"."product",
    "t23"."channel",
    "t23"."history_complete",
    "t23"."is_look_back",
    "t23"."first_at",
    "t23"."undated",
    "t23"."usual",
    CASE
      WHEN (
        "t23"."usual" IS NOT NULL
      )
      AND (
        (
          (
            "t23"."first_at" - "t23"."opened_at"
          ) / 86400
        ) IS NOT NULL
      )
      AND (
        (
          (
            (
              "t23"."first_at" - "t23"."opened_at"
            ) / 86400
          ) > "t23"."usual"
        )
        AND (
          (
            (
              "t23"."first_at" - "t23"."opened_at"
            ) / 86400
          ) >= 14
        )
      )
      AND NOT (
        "t23"."undated"
      )
      THEN 'hit'
      WHEN (
        "t23"."usual" IS NOT NULL
      )
      AND (
        (
          (
            "t23"."first_at" - "t23"."opened_at"
          ) / 86400
        ) IS NOT NULL
      )
      AND NOT (
        (
          (
            (
              "t23"."first_at" - "t23"."opened_at"
            ) / 86400
          ) > "t23"."usual"
        )
        AND (
          (
            (
              "t23"."first_at" - "t23"."opened_at"
            ) / 86400
          ) >= 14
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CASE
      WHEN (
        (
          "t23"."first_at" - "t23"."opened_at"
        ) / 86400
      ) > 0
      THEN CAST(FLOOR((
        "t23"."first_at" - "t23"."opened_at"
      ) / 86400) AS BIGINT)
      ELSE 0
    END AS "value",
    "t23"."first_at" AS "hit_at"
  FROM (
    SELECT
      "t22".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t21"."deal_id",
        "t21"."as_of",
        "t21"."opened_at",
        "t21"."account_id",
        "t21"."owner_id",
        "t21"."pipeline",
        "t21"."stage",
        "t21"."stage_entered_at",
        "t21"."amount",
        "t21"."size_band",
        "t21"."segment",
        "t21"."product",
        "t21"."channel",
        "t21"."history_complete",
        "t21"."is_look_back",
        "t21"."first_at",
        "t21"."undated",
        "t13"."deal_id" AS "deal_id_right",
        "t13"."usual"
      FROM (
        SELECT
          "t19".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t4"."deal_id",
            "t4"."as_of",
            "t4"."opened_at",
            "t4"."account_id",
            "t4"."owner_id",
            "t4"."pipeline",
            "t4"."stage",
            "t4"."stage_entered_at",
            "t4"."amount",
            "t4"."size_band",
            "t4"."segment",
            "t4"."product",
            "t4"."channel",
            "t4"."history_complete",
            "t4"."is_look_back",
            "t18"."deal_id" AS "deal_id_right",
            "t18"."first_at",
            "t18"."undated"
          FROM "book_deal" AS "t4"
          LEFT OUTER JOIN (
            SELECT
              "t16"."deal_id",
              MIN("t16"."named_at") AS "first_at",
              BOOL_OR(CAST("t16"."named_at" IS NULL AS BOOLEAN)) AS "undated"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t2"."deal_id",
                  "t2"."named_at"
                FROM "book_rival" AS "t2"
              ) AS "t6"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t14"."deal_id",
                  "t14"."changed_at" AS "named_at"
                FROM (
                  SELECT
                    "t3"."deal_id",
                    "t3"."row_id",
                    "t3"."field",
                    "t3"."old_value",
                    "t3"."new_value",
                    "t3"."changed_at",
                    "t3"."sequence",
                    COALESCE(
                      (
                        NULLIF(LOWER("t3"."new_value"), '') IS NOT NULL
                      )
                      AND NOT (
                        NULLIF(LOWER("t3"."new_value"), '') IN (
                          'none',
                          'no',
                          'nobody',
                          'no competitor',
                          'no competitors',
                          'no competition',
                          'no competitor named',
                          'keine',
                          'keiner',
                          'kein wettbewerber',
                          'aucun',
                          'aucun concurrent',
                          'ninguno',
                          'nenhum'
                        )
                      ),
                      FALSE
                    ) AS "is_named"
                  FROM "book_change" AS "t3"
                  WHERE
                    CONTAINS(LOWER("t3"."field"), 'competitor')
                    OR CONTAINS(LOWER("t3"."field"), 'competidor')
                    OR CONTAINS(LOWER("t3"."field"), 'concorrent')
                    OR CONTAINS(LOWER("t3"."field"), 'concurrent')
                    OR CONTAINS(LOWER("t3"."field"), 'konkurren')
                    OR CONTAINS(LOWER("t3"."field"), 'wettbewerb')
                ) AS "t14"
                WHERE
                  "t14"."is_named"
              ) AS "t15"
            ) AS "t16"
            GROUP BY
              1
          ) AS "t18"
            ON "t4"."deal_id" = "t18"."deal_id"
        ) AS "t19"
      ) AS "t21"
      LEFT OUTER JOIN (
        SELECT
          "t7"."deal_id",
          COALESCE("t11"."own", "t10"."usual") AS "usual"
        FROM (
          SELECT
            "t0"."deal_id",
            "t0"."as_of",
            "t0"."size_band"
          FROM "book_deal" AS "t0"
        ) AS "t7"
        INNER JOIN (
          SELECT
            "t1"."grp",
            "t1"."valid_from",
            "t1"."valid_to",
            "t1"."p90" AS "usual"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0 AND "t1"."grp" = 'all'
        ) AS "t10"
          ON "t7"."as_of" >= "t10"."valid_from" AND "t7"."as_of" < "t10"."valid_to"
        LEFT OUTER JOIN (
          SELECT
            "t1"."valid_from",
            "t1"."grp" AS "size_band",
            "t1"."p90" AS "own"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0
        ) AS "t11"
          ON "t7"."size_band" = "t11"."size_band" AND "t10"."valid_from" = "t11"."valid_from"
      ) AS "t13"
        ON "t21"."deal_id" = "t13"."deal_id"
    ) AS "t22"
  ) AS "t23"
) AS "t24"
