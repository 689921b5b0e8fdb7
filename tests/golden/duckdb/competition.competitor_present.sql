SELECT
  "t16"."deal_id",
  "t16"."answer",
  CASE
    WHEN "t16"."answer" <> 'unknown'
    THEN CAST("t16"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t16"."answer" = 'hit' THEN "t16"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t15"."deal_id",
    "t15"."as_of",
    "t15"."opened_at",
    "t15"."account_id",
    "t15"."owner_id",
    "t15"."pipeline",
    "t15"."stage",
    "t15"."stage_entered_at",
    "t15"."amount",
    "t15"."size_band",
    "t15"."segment",
    "t15"."product",
    "t15"."channel",
    "t15"."history_complete",
    "t15"."is_look_back",
    "t15"."rivals",
    "t15"."named_at",
    "t15"."undated",
    "t15"."standing",
    "t15"."written_at",
    CASE
      WHEN CASE
        WHEN COALESCE("t15"."rivals", 0) > 0
        THEN COALESCE("t15"."rivals", 0)
        ELSE COALESCE("t15"."standing", 0)
      END > 0
      THEN 'hit'
      WHEN (
        CASE
          WHEN COALESCE("t15"."rivals", 0) > 0
          THEN COALESCE("t15"."rivals", 0)
          ELSE COALESCE("t15"."standing", 0)
        END = 0
      )
      AND (
        "t15"."standing" = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CASE
      WHEN COALESCE("t15"."rivals", 0) > 0
      THEN COALESCE("t15"."rivals", 0)
      ELSE COALESCE("t15"."standing", 0)
    END AS "value",
    CASE
      WHEN "t15"."rivals" > 0
      THEN CASE WHEN "t15"."undated" THEN "t15"."as_of" ELSE "t15"."named_at" END
      ELSE "t15"."written_at"
    END AS "hit_at"
  FROM (
    SELECT
      "t14".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t9"."deal_id",
        "t9"."as_of",
        "t9"."opened_at",
        "t9"."account_id",
        "t9"."owner_id",
        "t9"."pipeline",
        "t9"."stage",
        "t9"."stage_entered_at",
        "t9"."amount",
        "t9"."size_band",
        "t9"."segment",
        "t9"."product",
        "t9"."channel",
        "t9"."history_complete",
        "t9"."is_look_back",
        "t9"."rivals",
        "t9"."named_at",
        "t9"."undated",
        "t13"."deal_id" AS "deal_id_right",
        "t13"."standing",
        "t13"."written_at"
      FROM (
        SELECT
          "t6".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t3"."deal_id",
            "t3"."as_of",
            "t3"."opened_at",
            "t3"."account_id",
            "t3"."owner_id",
            "t3"."pipeline",
            "t3"."stage",
            "t3"."stage_entered_at",
            "t3"."amount",
            "t3"."size_band",
            "t3"."segment",
            "t3"."product",
            "t3"."channel",
            "t3"."history_complete",
            "t3"."is_look_back",
            "t5"."deal_id" AS "deal_id_right",
            "t5"."rivals",
            "t5"."named_at",
            "t5"."undated"
          FROM "book_deal" AS "t3"
          LEFT OUTER JOIN (
            SELECT
              "t1"."deal_id",
              COUNT(DISTINCT "t1"."competitor_id") AS "rivals",
              MAX("t1"."named_at") AS "named_at",
              BOOL_OR(CAST("t1"."named_at" IS NULL AS BOOLEAN)) AS "undated"
            FROM "book_rival" AS "t1"
            GROUP BY
              1
          ) AS "t5"
            ON "t3"."deal_id" = "t5"."deal_id"
        ) AS "t6"
      ) AS "t9"
      LEFT OUTER JOIN (
        SELECT
          "t11"."deal_id",
          SUM(CASE WHEN "t11"."is_named" THEN 1 ELSE 0 END) AS "standing",
          MAX("t11"."changed_at") FILTER(WHERE
            "t11"."is_named") AS "written_at"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t7"."deal_id",
              "t7"."row_id",
              "t7"."field",
              "t7"."old_value",
              "t7"."new_value",
              "t7"."changed_at",
              "t7"."sequence",
              "t7"."is_named",
              ROW_NUMBER() OVER (
                PARTITION BY "t7"."deal_id", "t7"."field"
                ORDER BY "t7"."changed_at" DESC, "t7"."sequence" DESC, "t7"."row_id" DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "place"
            FROM (
              SELECT
                "t2"."deal_id",
                "t2"."row_id",
                "t2"."field",
                "t2"."old_value",
                "t2"."new_value",
                "t2"."changed_at",
                "t2"."sequence",
                COALESCE(
                  (
                    NULLIF(LOWER("t2"."new_value"), '') IS NOT NULL
                  )
                  AND NOT (
                    NULLIF(LOWER("t2"."new_value"), '') IN (
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
              FROM "book_change" AS "t2"
              WHERE
                CONTAINS(LOWER("t2"."field"), 'competitor')
                OR CONTAINS(LOWER("t2"."field"), 'competidor')
                OR CONTAINS(LOWER("t2"."field"), 'concorrent')
                OR CONTAINS(LOWER("t2"."field"), 'concurrent')
                OR CONTAINS(LOWER("t2"."field"), 'konkurren')
                OR CONTAINS(LOWER("t2"."field"), 'wettbewerb')
            ) AS "t7"
          ) AS "t10"
          WHERE
            "t10"."place" = 0
        ) AS "t11"
        GROUP BY
          1
      ) AS "t13"
        ON "t9"."deal_id" = "t13"."deal_id"
    ) AS "t14"
  ) AS "t15"
) AS "t16"
