WITH "t33" AS (
  SELECT
    "t32"."deal_id",
    "t32"."row_id",
    "t32"."changed_at",
    "t32"."next_at",
    "t32"."sure_at",
    "t32"."as_of",
    COALESCE("t32"."next_at", "t32"."as_of") - "t32"."changed_at" AS "at_least",
    COALESCE("t32"."sure_at", "t32"."as_of") - "t32"."changed_at" AS "at_most"
  FROM (
    SELECT
      "t31"."deal_id",
      "t31"."row_id",
      "t31"."changed_at",
      "t31"."next_at",
      "t31"."sure_at",
      "t7"."as_of"
    FROM (
      SELECT
        "t29"."deal_id",
        "t29"."row_id",
        "t29"."changed_at",
        "t29"."next_at",
        "t29"."sure_at"
      FROM (
        SELECT
          "t24"."deal_id",
          "t24"."row_id",
          "t24"."changed_at",
          "t28"."row_id" AS "row_id_right",
          "t28"."next_at",
          "t28"."sure_at"
        FROM (
          SELECT
            "t22"."deal_id",
            "t22"."row_id",
            "t22"."field",
            "t22"."old_value",
            "t22"."new_value",
            "t22"."changed_at",
            "t22"."sequence",
            "t22"."began_with"
          FROM (
            SELECT
              *
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
          ) AS "t22"
        ) AS "t24"
        LEFT OUTER JOIN (
          SELECT
            "t26"."row_id",
            MIN("t26"."occurred_at") AS "next_at",
            MIN("t26"."occurred_at") FILTER(WHERE
              "t26"."is_sure") AS "sure_at"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t24"."deal_id",
                "t24"."row_id",
                "t24"."changed_at",
                "t17"."occurred_at",
                "t17"."is_sure"
              FROM (
                SELECT
                  "t22"."deal_id",
                  "t22"."row_id",
                  "t22"."field",
                  "t22"."old_value",
                  "t22"."new_value",
                  "t22"."changed_at",
                  "t22"."sequence",
                  "t22"."began_with"
                FROM (
                  SELECT
                    *
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
                ) AS "t22"
              ) AS "t24"
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
                ON "t24"."deal_id" = "t17"."deal_id"
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
                    "t24"."deal_id" = "t16"."deal_id"
                )
            ) AS "t25"
            WHERE
              "t25"."occurred_at" >= "t25"."changed_at"
          ) AS "t26"
          GROUP BY
            1
        ) AS "t28"
          ON "t24"."row_id" = "t28"."row_id"
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
              "t24"."deal_id" = "t16"."deal_id"
          )
      ) AS "t29"
    ) AS "t31"
    INNER JOIN (
      SELECT
        "t0"."deal_id",
        "t0"."as_of"
      FROM "book_deal" AS "t0"
    ) AS "t7"
      ON "t31"."deal_id" = "t7"."deal_id"
  ) AS "t32"
)
SELECT
  "t48"."deal_id",
  "t48"."answer",
  CASE
    WHEN "t48"."answer" <> 'unknown'
    THEN CAST("t48"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t48"."answer" = 'hit' THEN "t48"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t47"."deal_id",
    "t47"."as_of",
    "t47"."opened_at",
    "t47"."account_id",
    "t47"."owner_id",
    "t47"."pipeline",
    "t47"."stage",
    "t47"."stage_entered_at",
    "t47"."amount",
    "t47"."size_band",
    "t47"."segment",
    "t47"."product",
    "t47"."channel",
    "t47"."history_complete",
    "t47"."is_look_back",
    "t47"."at_least",
    "t47"."at_most",
    "t47"."began_at",
    "t47"."usual",
    CASE
      WHEN (
        "t47"."usual" IS NOT NULL
      )
      AND (
        "t47"."at_least" > GREATEST(CAST(CEIL("t47"."usual" * 86400) AS BIGINT), 604800)
      )
      THEN 'hit'
      WHEN (
        "t47"."usual" IS NOT NULL
      )
      AND (
        "t47"."at_most" <= GREATEST(CAST(CEIL("t47"."usual" * 86400) AS BIGINT), 604800)
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR(CAST((
      "t47"."at_least"
    ) AS DOUBLE PRECISION) / (
      86400
    )) AS BIGINT) AS "value",
    "t47"."began_at" + GREATEST(CAST(CEIL("t47"."usual" * 86400) AS BIGINT), 604800) AS "hit_at"
  FROM (
    SELECT
      "t46"."deal_id",
      "t46"."as_of",
      "t46"."opened_at",
      "t46"."account_id",
      "t46"."owner_id",
      "t46"."pipeline",
      "t46"."stage",
      "t46"."stage_entered_at",
      "t46"."amount",
      "t46"."size_band",
      "t46"."segment",
      "t46"."product",
      "t46"."channel",
      "t46"."history_complete",
      "t46"."is_look_back",
      "t46"."at_least",
      "t46"."at_most",
      "t46"."began_at",
      "t46"."usual"
    FROM (
      SELECT
        "t45"."deal_id",
        "t45"."as_of",
        "t45"."opened_at",
        "t45"."account_id",
        "t45"."owner_id",
        "t45"."pipeline",
        "t45"."stage",
        "t45"."stage_entered_at",
        "t45"."amount",
        "t45"."size_band",
        "t45"."segment",
        "t45"."product",
        "t45"."channel",
        "t45"."history_complete",
        "t45"."is_look_back",
        "t45"."at_least",
        "t45"."at_most",
        "t45"."began_at",
        "t20"."deal_id" AS "deal_id_right",
        "t20"."usual"
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
          "t43"."began_at"
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
            "t40"."deal_id" AS "deal_id_right",
            "t40"."began_at"
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
              "t39"."at_most"
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
                "t36"."deal_id" AS "deal_id_right",
                "t36"."at_least",
                "t36"."at_most"
              FROM "book_deal" AS "t4"
              LEFT OUTER JOIN (
                SELECT
                  "t34"."deal_id",
                  MAX("t34"."at_least") AS "at_least",
                  MAX("t34"."at_most") AS "at_most"
                FROM "t33" AS "t34"
                GROUP BY
                  1
              ) AS "t36"
                ON "t4"."deal_id" = "t36"."deal_id"
            ) AS "t39"
          ) AS "t42"
          LEFT OUTER JOIN (
            SELECT
              "t37"."deal_id",
              "t37"."changed_at" AS "began_at"
            FROM (
              SELECT
                "t34"."deal_id",
                "t34"."row_id",
                "t34"."changed_at",
                "t34"."next_at",
                "t34"."sure_at",
                "t34"."as_of",
                "t34"."at_least",
                "t34"."at_most",
                ROW_NUMBER() OVER (
                  PARTITION BY "t34"."deal_id"
                  ORDER BY "t34"."at_least" DESC NULLS LAST, "t34"."changed_at" DESC NULLS LAST, "t34"."row_id" DESC NULLS LAST
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "place"
              FROM "t33" AS "t34"
            ) AS "t37"
            WHERE
              "t37"."place" = 0
          ) AS "t40"
            ON "t42"."deal_id" = "t40"."deal_id"
        ) AS "t43"
      ) AS "t45"
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
        ON "t45"."deal_id" = "t20"."deal_id"
    ) AS "t46"
  ) AS "t47"
) AS "t48"
