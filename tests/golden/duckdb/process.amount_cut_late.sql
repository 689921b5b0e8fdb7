WITH "t13" AS (
  SELECT
    "t9"."deal_id",
    "t9"."row_id",
    "t9"."field",
    "t9"."old_value",
    "t9"."new_value",
    "t9"."changed_at",
    "t9"."sequence",
    "t9"."amount",
    "t9"."old",
    COALESCE(
      "t9"."old",
      LAG("t9"."amount") OVER (
        PARTITION BY "t9"."deal_id"
        ORDER BY "t9"."changed_at" ASC, "t9"."sequence" ASC, "t9"."row_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      )
    ) AS "before"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t1"."deal_id",
        "t1"."row_id",
        "t1"."field",
        "t1"."old_value",
        "t1"."new_value",
        "t1"."changed_at",
        "t1"."sequence",
        CASE
          WHEN CAST(CASE
            WHEN REGEXP_MATCHES("t1"."new_value", '^[0-9]+(\.[0-9]+)?$')
            THEN "t1"."new_value"
            ELSE CAST(NULL AS TEXT)
          END AS DOUBLE) > 0
          THEN CAST(CASE
            WHEN REGEXP_MATCHES("t1"."new_value", '^[0-9]+(\.[0-9]+)?$')
            THEN "t1"."new_value"
            ELSE CAST(NULL AS TEXT)
          END AS DOUBLE)
          ELSE CAST(NULL AS DOUBLE)
        END AS "amount",
        CASE
          WHEN CAST(CASE
            WHEN REGEXP_MATCHES("t1"."old_value", '^[0-9]+(\.[0-9]+)?$')
            THEN "t1"."old_value"
            ELSE CAST(NULL AS TEXT)
          END AS DOUBLE) > 0
          THEN CAST(CASE
            WHEN REGEXP_MATCHES("t1"."old_value", '^[0-9]+(\.[0-9]+)?$')
            THEN "t1"."old_value"
            ELSE CAST(NULL AS TEXT)
          END AS DOUBLE)
          ELSE CAST(NULL AS DOUBLE)
        END AS "old"
      FROM "book_change" AS "t1"
      WHERE
        "t1"."field" = 'amount'
    ) AS "t7"
    WHERE
      "t7"."amount" IS NOT NULL
  ) AS "t9"
)
SELECT
  "t32"."deal_id",
  "t32"."answer",
  CASE
    WHEN "t32"."answer" <> 'unknown'
    THEN "t32"."value"
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t32"."answer" = 'hit' THEN "t32"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t31"."deal_id",
    "t31"."as_of",
    "t31"."opened_at",
    "t31"."account_id",
    "t31"."owner_id",
    "t31"."pipeline",
    "t31"."stage",
    "t31"."stage_entered_at",
    "t31"."amount",
    "t31"."size_band",
    "t31"."segment",
    "t31"."product",
    "t31"."channel",
    "t31"."history_complete",
    "t31"."is_look_back",
    "t31"."cut",
    "t31"."is_cut",
    "t31"."since",
    "t31"."is_recorded",
    "t31"."is_converted",
    CASE
      WHEN "t31"."is_recorded"
      AND (
        "t31"."opened_at" IS NOT NULL
      )
      AND (
        "t31"."is_converted" IS NULL
      )
      AND COALESCE("t31"."is_cut", FALSE)
      THEN 'hit'
      WHEN "t31"."is_recorded"
      AND (
        "t31"."opened_at" IS NOT NULL
      )
      AND (
        "t31"."is_converted" IS NULL
      )
      AND NOT (
        COALESCE("t31"."is_cut", FALSE)
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    GREATEST(COALESCE("t31"."cut", 0.0), 0.0) AS "value",
    "t31"."since" AS "hit_at"
  FROM (
    SELECT
      "t30".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t29"."deal_id",
        "t29"."as_of",
        "t29"."opened_at",
        "t29"."account_id",
        "t29"."owner_id",
        "t29"."pipeline",
        "t29"."stage",
        "t29"."stage_entered_at",
        "t29"."amount",
        "t29"."size_band",
        "t29"."segment",
        "t29"."product",
        "t29"."channel",
        "t29"."history_complete",
        "t29"."is_look_back",
        "t29"."cut",
        "t29"."is_cut",
        "t29"."since",
        "t29"."is_recorded",
        "t12"."deal_id" AS "deal_id_right",
        "t12"."is_converted"
      FROM (
        SELECT
          "t27".*
          EXCLUDE ("deal_id_right")
        FROM (
          SELECT
            "t26"."deal_id",
            "t26"."as_of",
            "t26"."opened_at",
            "t26"."account_id",
            "t26"."owner_id",
            "t26"."pipeline",
            "t26"."stage",
            "t26"."stage_entered_at",
            "t26"."amount",
            "t26"."size_band",
            "t26"."segment",
            "t26"."product",
            "t26"."channel",
            "t26"."history_complete",
            "t26"."is_look_back",
            "t26"."cut",
            "t26"."is_cut",
            "t26"."since",
            "t18"."deal_id" AS "deal_id_right",
            "t18"."is_recorded"
          FROM (
            SELECT
              "t24".*
              EXCLUDE ("deal_id_right")
            FROM (
              SELECT
                "t2"."deal_id",
                "t2"."as_of",
                "t2"."opened_at",
                "t2"."account_id",
                "t2"."owner_id",
                "t2"."pipeline",
                "t2"."stage",
                "t2"."stage_entered_at",
                "t2"."amount",
                "t2"."size_band",
                "t2"."segment",
                "t2"."product",
                "t2"."channel",
                "t2"."history_complete",
                "t2"."is_look_back",
                "t23"."deal_id" AS "deal_id_right",
                "t23"."cut",
                "t23"."is_cut",
                "t23"."since"
              FROM "book_deal" AS "t2"
              LEFT OUTER JOIN (
                SELECT
                  "t21"."deal_id",
                  MAX(1 - (
                    "t21"."stands" / "t21"."stood"
                  )) AS "cut",
                  BOOL_OR(CAST("t21"."stands" <= (
                    "t21"."stood" * 0.8
                  ) AS BOOLEAN)) AS "is_cut",
                  MIN("t21"."changed_at") FILTER(WHERE
                    "t21"."amount" <= (
                      "t21"."stood" * 0.8
                    )) AS "since"
                FROM (
                  SELECT
                    "t20"."deal_id",
                    "t20"."row_id",
                    "t20"."field",
                    "t20"."old_value",
                    "t20"."new_value",
                    "t20"."changed_at",
                    "t20"."sequence",
                    "t20"."amount",
                    "t20"."old",
                    "t20"."before",
                    "t20"."as_of",
                    "t20"."life",
                    FIRST_VALUE(COALESCE("t20"."before", "t20"."amount")) OVER (
                      PARTITION BY "t20"."deal_id"
                      ORDER BY "t20"."changed_at" ASC, "t20"."sequence" ASC, "t20"."row_id" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) AS "stood",
                    LAST_VALUE("t20"."amount") OVER (
                      PARTITION BY "t20"."deal_id"
                      ORDER BY "t20"."changed_at" ASC, "t20"."sequence" ASC, "t20"."row_id" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) AS "stands"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t15"."deal_id",
                        "t15"."row_id",
                        "t15"."field",
                        "t15"."old_value",
                        "t15"."new_value",
                        "t15"."changed_at",
                        "t15"."sequence",
                        "t15"."amount",
                        "t15"."old",
                        "t15"."before",
                        "t5"."as_of",
                        "t5"."life"
                      FROM "t13" AS "t15"
                      INNER JOIN (
                        SELECT
                          "t0"."deal_id",
                          "t0"."as_of",
                          "t0"."as_of" - "t0"."opened_at" AS "life"
                        FROM "book_deal" AS "t0"
                      ) AS "t5"
                        ON "t15"."deal_id" = "t5"."deal_id"
                    ) AS "t19"
                    WHERE
                      (
                        "t19"."as_of" - "t19"."changed_at"
                      ) < (
                        "t19"."life" * 0.5
                      )
                  ) AS "t20"
                ) AS "t21"
                GROUP BY
                  1
              ) AS "t23"
                ON "t2"."deal_id" = "t23"."deal_id"
            ) AS "t24"
          ) AS "t26"
          LEFT OUTER JOIN (
            SELECT
              "t16"."deal_id",
              TRUE AS "is_recorded"
            FROM (
              SELECT DISTINCT
                "t14"."deal_id"
              FROM "t13" AS "t14"
            ) AS "t16"
          ) AS "t18"
            ON "t26"."deal_id" = "t18"."deal_id"
        ) AS "t27"
      ) AS "t29"
      LEFT OUTER JOIN (
        SELECT
          "t10"."deal_id",
          TRUE AS "is_converted"
        FROM (
          SELECT DISTINCT
            "t8"."deal_id"
          FROM (
            SELECT
              "t6"."deal_id",
              "t6"."row_id",
              "t6"."field",
              "t6"."old_value",
              "t6"."new_value",
              "t6"."changed_at",
              "t6"."sequence",
              "t5"."as_of",
              "t5"."life"
            FROM (
              SELECT
                *
              FROM "book_change" AS "t1"
              WHERE
                "t1"."field" = 'currency' AND "t1"."old_value" <> "t1"."new_value"
            ) AS "t6"
            INNER JOIN (
              SELECT
                "t0"."deal_id",
                "t0"."as_of",
                "t0"."as_of" - "t0"."opened_at" AS "life"
              FROM "book_deal" AS "t0"
            ) AS "t5"
              ON "t6"."deal_id" = "t5"."deal_id"
          ) AS "t8"
          WHERE
            (
              "t8"."as_of" - "t8"."changed_at"
            ) < (
              "t8"."life" * 0.5
            )
        ) AS "t10"
      ) AS "t12"
        ON "t29"."deal_id" = "t12"."deal_id"
    ) AS "t30"
  ) AS "t31"
) AS "t32"
