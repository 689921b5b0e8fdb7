WITH "t29" AS (
  SELECT
    "t28"."deal_id",
    "t28"."row_id",
    "t28"."changed_at",
    "t28"."next_at",
    "t28"."sure_at",
    "t28"."as_of",
    COALESCE("t28"."next_at", "t28"."as_of") - "t28"."changed_at" AS "at_least",
    COALESCE("t28"."sure_at", "t28"."as_of") - "t28"."changed_at" AS "at_most"
  FROM (
    SELECT
      "t23"."deal_id",
      "t23"."row_id",
      "t23"."changed_at",
      "t27"."next_at",
      "t27"."sure_at",
      "t7"."as_of"
    FROM (
      SELECT
        "t21"."deal_id",
        "t21"."row_id",
        "t21"."field",
        "t21"."old_value",
        "t21"."new_value",
        "t21"."changed_at",
        "t21"."sequence",
        "t21"."began_with"
      FROM (
        SELECT
          "t19"."deal_id",
          "t19"."row_id",
          "t19"."field",
          "t19"."old_value",
          "t19"."new_value",
          "t19"."changed_at",
          "t19"."sequence",
          "t19"."before",
          "t19"."day",
          FIRST_VALUE("t19"."before") OVER (
            PARTITION BY "t19"."deal_id", "t19"."day"
            ORDER BY "t19"."changed_at" ASC, "t19"."sequence" ASC, "t19"."row_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "began_with",
          ROW_NUMBER() OVER (
            PARTITION BY "t19"."deal_id", "t19"."day"
            ORDER BY "t19"."changed_at" DESC NULLS LAST, "t19"."sequence" DESC NULLS LAST, "t19"."row_id" DESC NULLS LAST
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place"
        FROM (
          SELECT
            "t11"."deal_id",
            "t11"."row_id",
            "t11"."field",
            "t11"."old_value",
            "t11"."new_value",
            "t11"."changed_at",
            "t11"."sequence",
            COALESCE(
              "t11"."old_value",
              LAG("t11"."new_value") OVER (
                PARTITION BY "t11"."deal_id"
                ORDER BY "t11"."changed_at" ASC, "t11"."sequence" ASC, "t11"."row_id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              )
            ) AS "before",
            CAST(FLOOR(CAST((
              "t11"."changed_at"
            ) AS DOUBLE PRECISION) / (
              86400
            )) AS BIGINT) AS "day"
          FROM (
            SELECT
              *
            FROM "book_change" AS "t3"
            WHERE
              "t3"."field" = 'owner' AND "t3"."new_value" IS NOT NULL
          ) AS "t11"
        ) AS "t19"
      ) AS "t21"
      WHERE
        "t21"."place" = 0 AND "t21"."began_with" <> "t21"."new_value"
    ) AS "t23"
    LEFT OUTER JOIN (
      SELECT
        "t25"."deal_id",
        "t25"."row_id",
        MIN("t25"."occurred_at") AS "next_at",
        MIN("t25"."occurred_at") FILTER(WHERE
          "t25"."is_sure") AS "sure_at"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t23"."deal_id",
            "t23"."row_id",
            "t23"."changed_at",
            "t17"."occurred_at",
            "t17"."is_sure"
          FROM (
            SELECT
              "t21"."deal_id",
              "t21"."row_id",
              "t21"."field",
              "t21"."old_value",
              "t21"."new_value",
              "t21"."changed_at",
              "t21"."sequence",
              "t21"."began_with"
            FROM (
              SELECT
                "t19"."deal_id",
                "t19"."row_id",
                "t19"."field",
                "t19"."old_value",
                "t19"."new_value",
                "t19"."changed_at",
                "t19"."sequence",
                "t19"."before",
                "t19"."day",
                FIRST_VALUE("t19"."before") OVER (
                  PARTITION BY "t19"."deal_id", "t19"."day"
                  ORDER BY "t19"."changed_at" ASC, "t19"."sequence" ASC, "t19"."row_id" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS "began_with",
                ROW_NUMBER() OVER (
                  PARTITION BY "t19"."deal_id", "t19"."day"
                  ORDER BY "t19"."changed_at" DESC NULLS LAST, "t19"."sequence" DESC NULLS LAST, "t19"."row_id" DESC NULLS LAST
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "place"
              FROM (
                SELECT
                  "t11"."deal_id",
                  "t11"."row_id",
                  "t11"."field",
                  "t11"."old_value",
                  "t11"."new_value",
                  "t11"."changed_at",
                  "t11"."sequence",
                  COALESCE(
                    "t11"."old_value",
                    LAG("t11"."new_value") OVER (
                      PARTITION BY "t11"."deal_id"
                      ORDER BY "t11"."changed_at" ASC, "t11"."sequence" ASC, "t11"."row_id" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    )
                  ) AS "before",
                  CAST(FLOOR(CAST((
                    "t11"."changed_at"
                  ) AS DOUBLE PRECISION) / (
                    86400
                  )) AS BIGINT) AS "day"
                FROM (
                  SELECT
                    *
                  FROM "book_change" AS "t3"
                  WHERE
                    "t3"."field" = 'owner' AND "t3"."new_value" IS NOT NULL
                ) AS "t11"
              ) AS "t19"
            ) AS "t21"
            WHERE
              "t21"."place" = 0 AND "t21"."began_with" <> "t21"."new_value"
          ) AS "t23"
          INNER JOIN (
            SELECT
              "t2"."deal_id",
              "t2"."occurred_at",
              NOT (
                "t2"."kind" IN ('email', 'chat', 'letter') AND (
                  "t2"."direction" = 'unknown'
                )
              ) AS "is_sure"
            FROM "book_event" AS "t2"
            WHERE
              NOT (
                "t2"."is_automated"
              )
              AND "t2"."direction" <> 'internal'
              AND "t2"."kind" IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
              AND "t2"."status" IN ('held', 'unknown')
              AND (
                NOT (
                  "t2"."kind" IN ('email', 'chat', 'letter')
                )
                OR (
                  "t2"."direction" <> 'inbound'
                )
              )
          ) AS "t17"
            ON "t23"."deal_id" = "t17"."deal_id"
          WHERE
            EXISTS(
              SELECT
                1
              FROM (
                SELECT DISTINCT
                  "t2"."deal_id"
                FROM "book_event" AS "t2"
                WHERE
                  NOT (
                    "t2"."is_automated"
                  )
                  AND "t2"."direction" <> 'internal'
                  AND "t2"."kind" IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
                  AND "t2"."status" IN ('held', 'unknown')
                  AND (
                    NOT (
                      "t2"."kind" IN ('email', 'chat', 'letter')
                    )
                    OR (
                      "t2"."direction" <> 'inbound'
                    )
                  )
                  AND NOT (
                    "t2"."kind" IN ('email', 'chat', 'letter') AND (
                      "t2"."direction" = 'unknown'
                    )
                  )
              ) AS "t16"
              WHERE
                "t23"."deal_id" = "t16"."deal_id"
            )
        ) AS "t24"
        WHERE
          "t24"."occurred_at" >= "t24"."changed_at"
      ) AS "t25"
      GROUP BY
        1,
        2
    ) AS "t27"
      ON "t23"."deal_id" = "t27"."deal_id" AND "t23"."row_id" = "t27"."row_id"
    INNER JOIN (
      SELECT
        "t0"."deal_id",
        "t0"."as_of"
      FROM "book_deal" AS "t0"
    ) AS "t7"
      ON "t23"."deal_id" = "t7"."deal_id"
    WHERE
      EXISTS(
        SELECT
          1
        FROM (
          SELECT DISTINCT
            "t2"."deal_id"
          FROM "book_event" AS "t2"
          WHERE
            NOT (
              "t2"."is_automated"
            )
            AND "t2"."direction" <> 'internal'
            AND "t2"."kind" IN ('meeting', 'call', 'demo', 'email', 'chat', 'letter')
            AND "t2"."status" IN ('held', 'unknown')
            AND (
              NOT (
                "t2"."kind" IN ('email', 'chat', 'letter')
              )
              OR (
                "t2"."direction" <> 'inbound'
              )
            )
            AND NOT (
              "t2"."kind" IN ('email', 'chat', 'letter') AND (
                "t2"."direction" = 'unknown'
              )
            )
        ) AS "t16"
        WHERE
          "t23"."deal_id" = "t16"."deal_id"
      )
  ) AS "t28"
)
SELECT
  "t44"."deal_id",
  "t44"."answer",
  CASE
    WHEN "t44"."answer" <> 'unknown'
    THEN CAST("t44"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t44"."answer" = 'hit' THEN "t44"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t43"."deal_id",
    "t43"."as_of",
    "t43"."opened_at",
    "t43"."account_id",
    "t43"."owner_id",
    "t43"."pipeline",
    "t43"."stage",
    "t43"."stage_entered_at",
    "t43"."amount",
    "t43"."size_band",
    "t43"."segment",
    "t43"."product",
    "t43"."channel",
    "t43"."history_complete",
    "t43"."is_look_back",
    "t43"."at_least",
    "t43"."at_most",
    "t43"."began_at",
    "t43"."usual",
    CASE
      WHEN (
        "t43"."usual" IS NOT NULL
      )
      AND (
        "t43"."at_least" > GREATEST(CAST(CEIL("t43"."usual" * 86400) AS BIGINT), 604800)
      )
      THEN 'hit'
      WHEN (
        "t43"."usual" IS NOT NULL
      )
      AND (
        "t43"."at_most" <= GREATEST(CAST(CEIL("t43"."usual" * 86400) AS BIGINT), 604800)
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR(CAST((
      "t43"."at_least"
    ) AS DOUBLE PRECISION) / (
      86400
    )) AS BIGINT) AS "value",
    "t43"."began_at" + GREATEST(CAST(CEIL("t43"."usual" * 86400) AS BIGINT), 604800) AS "hit_at"
  FROM (
    SELECT
      "t42"."deal_id",
      "t42"."as_of",
      "t42"."opened_at",
      "t42"."account_id",
      "t42"."owner_id",
      "t42"."pipeline",
      "t42"."stage",
      "t42"."stage_entered_at",
      "t42"."amount",
      "t42"."size_band",
      "t42"."segment",
      "t42"."product",
      "t42"."channel",
      "t42"."history_complete",
      "t42"."is_look_back",
      "t42"."at_least",
      "t42"."at_most",
      "t42"."began_at",
      "t42"."usual"
    FROM (
      SELECT
        "t41"."deal_id",
        "t41"."as_of",
        "t41"."opened_at",
        "t41"."account_id",
        "t41"."owner_id",
        "t41"."pipeline",
        "t41"."stage",
        "t41"."stage_entered_at",
        "t41"."amount",
        "t41"."size_band",
        "t41"."segment",
        "t41"."product",
        "t41"."channel",
        "t41"."history_complete",
        "t41"."is_look_back",
        "t41"."at_least",
        "t41"."at_most",
        "t41"."began_at",
        "t20"."deal_id" AS "deal_id_right",
        "t20"."usual"
      FROM (
        SELECT
          "t39"."deal_id",
          "t39"."as_of",
          "t39"."opened_at",
          "t39"."account_id",
          "t39"."owner_id",
          "t39"."pipeline",
          "t39"."stage",
          "t39"."stage_entered_at",
          "t39"."amount",
          "t39"."size_band",
          "t39"."segment",
          "t39"."product",
          "t39"."channel",
          "t39"."history_complete",
          "t39"."is_look_back",
          "t39"."at_least",
          "t39"."at_most",
          "t39"."began_at"
        FROM (
          SELECT
            "t38"."deal_id",
            "t38"."as_of",
            "t38"."opened_at",
            "t38"."account_id",
            "t38"."owner_id",
            "t38"."pipeline",
            "t38"."stage",
            "t38"."stage_entered_at",
            "t38"."amount",
            "t38"."size_band",
            "t38"."segment",
            "t38"."product",
            "t38"."channel",
            "t38"."history_complete",
            "t38"."is_look_back",
            "t38"."at_least",
            "t38"."at_most",
            "t36"."deal_id" AS "deal_id_right",
            "t36"."began_at"
          FROM (
            SELECT
              "t35"."deal_id",
              "t35"."as_of",
              "t35"."opened_at",
              "t35"."account_id",
              "t35"."owner_id",
              "t35"."pipeline",
              "t35"."stage",
              "t35"."stage_entered_at",
              "t35"."amount",
              "t35"."size_band",
              "t35"."segment",
              "t35"."product",
              "t35"."channel",
              "t35"."history_complete",
              "t35"."is_look_back",
              "t35"."at_least",
              "t35"."at_most"
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
                "t32"."deal_id" AS "deal_id_right",
                "t32"."at_least",
                "t32"."at_most"
              FROM "book_deal" AS "t4"
              LEFT OUTER JOIN (
                SELECT
                  "t30"."deal_id",
                  MAX("t30"."at_least") AS "at_least",
                  MAX("t30"."at_most") AS "at_most"
                FROM "t29" AS "t30"
                GROUP BY
                  1
              ) AS "t32"
                ON "t4"."deal_id" = "t32"."deal_id"
            ) AS "t35"
          ) AS "t38"
          LEFT OUTER JOIN (
            SELECT
              "t33"."deal_id",
              "t33"."changed_at" AS "began_at"
            FROM (
              SELECT
                "t30"."deal_id",
                "t30"."row_id",
                "t30"."changed_at",
                "t30"."next_at",
                "t30"."sure_at",
                "t30"."as_of",
                "t30"."at_least",
                "t30"."at_most",
                ROW_NUMBER() OVER (
                  PARTITION BY "t30"."deal_id"
                  ORDER BY "t30"."at_least" DESC NULLS LAST, "t30"."changed_at" DESC NULLS LAST, "t30"."row_id" DESC NULLS LAST
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "place"
              FROM "t29" AS "t30"
            ) AS "t33"
            WHERE
              "t33"."place" = 0
          ) AS "t36"
            ON "t38"."deal_id" = "t36"."deal_id"
        ) AS "t39"
      ) AS "t41"
      LEFT OUTER JOIN (
        SELECT
          "t8"."deal_id",
          COALESCE("t13"."own", "t12"."usual") AS "usual"
        FROM (
          SELECT
            "t0"."deal_id",
            "t0"."as_of",
            "t0"."size_band"
          FROM "book_deal" AS "t0"
        ) AS "t8"
        INNER JOIN (
          SELECT
            "t1"."grp",
            "t1"."valid_from",
            "t1"."valid_to",
            "t1"."p90" AS "usual"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0 AND "t1"."grp" = 'all'
        ) AS "t12"
          ON "t8"."as_of" >= "t12"."valid_from" AND "t8"."as_of" < "t12"."valid_to"
        LEFT OUTER JOIN (
          SELECT
            "t1"."valid_from",
            "t1"."grp" AS "size_band",
            "t1"."p90" AS "own"
          FROM "book_baseline" AS "t1"
          WHERE
            "t1"."age_days" = 0
        ) AS "t13"
          ON "t8"."size_band" = "t13"."size_band" AND "t12"."valid_from" = "t13"."valid_from"
      ) AS "t20"
        ON "t41"."deal_id" = "t20"."deal_id"
    ) AS "t42"
  ) AS "t43"
) AS "t44"
