WITH "t10" AS (
  SELECT
    *
  FROM "book_presence" AS "t2"
  WHERE
    "t2"."direction" = 'inbound'
    AND "t2"."kind" IN ('email', 'chat', 'letter')
    AND "t2"."part" <> 'to'
    AND "t2"."part" <> 'cc'
), "t13" AS (
  SELECT
    *
  FROM (
    SELECT
      "t1"."deal_id",
      "t1"."activity_id",
      "t1"."occurred_at",
      "t1"."kind",
      "t1"."direction",
      "t1"."status",
      "t1"."is_automated",
      "t1"."buyers",
      "t1"."unnamed",
      "t1"."top_rank",
      0 AS "wrote"
    FROM "book_event" AS "t1"
    WHERE
      "t1"."kind" IN ('meeting', 'call', 'demo')
      AND "t1"."status" IN ('held', 'unknown')
      AND "t1"."direction" <> 'internal'
  ) AS "t6"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t1"."deal_id",
      "t1"."activity_id",
      "t1"."occurred_at",
      "t1"."kind",
      "t1"."direction",
      "t1"."status",
      "t1"."is_automated",
      "t1"."buyers",
      "t1"."unnamed",
      "t1"."top_rank",
      1 AS "wrote"
    FROM "book_event" AS "t1"
    WHERE
      "t1"."direction" = 'inbound'
      AND "t1"."kind" IN ('email', 'chat', 'letter')
      AND NOT (
        "t1"."is_automated"
      )
  ) AS "t7"
), "t38" AS (
  SELECT
    "t37"."deal_id",
    MAX("t37"."last_at") AS "last_at",
    COUNT(*) AS "days",
    PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY
      "t37"."gap") AS "usual_gap"
  FROM (
    SELECT
      "t36"."deal_id",
      "t36"."last_at",
      "t36"."day" - LAG("t36"."day") OVER (
        PARTITION BY "t36"."deal_id"
        ORDER BY "t36"."day" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "gap"
    FROM (
      SELECT
        "t35"."deal_id",
        "t35"."last_at",
        CAST(FLOOR(CAST((
          "t35"."last_at"
        ) AS DOUBLE PRECISION) / (
          86400
        )) AS BIGINT) AS "day"
      FROM (
        SELECT
          "t31"."deal_id",
          CAST(FLOOR(CAST((
            "t31"."occurred_at"
          ) AS DOUBLE PRECISION) / (
            86400
          )) AS BIGINT) AS "FloorDivide(occurred_at, 86400)",
          MAX("t31"."occurred_at") AS "last_at"
        FROM (
          SELECT
            "t28"."deal_id",
            "t28"."activity_id",
            "t28"."person_id",
            "t28"."occurred_at",
            "t28"."rank",
            "t28"."wrote"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t2"."deal_id",
                "t2"."activity_id",
                "t2"."person_id",
                "t2"."occurred_at",
                "t2"."rank",
                0 AS "wrote"
              FROM "book_presence" AS "t2"
              WHERE
                "t2"."kind" IN ('meeting', 'call', 'demo')
                AND "t2"."status" IN ('held', 'unknown')
                AND "t2"."direction" <> 'internal'
                AND "t2"."part" <> 'cc'
            ) AS "t9"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t19"."deal_id",
                "t19"."activity_id",
                "t19"."person_id",
                "t19"."occurred_at",
                "t19"."rank",
                1 AS "wrote"
              FROM "t10" AS "t19"
              WHERE
                NOT EXISTS(
                  SELECT
                    1
                  FROM (
                    SELECT
                      *
                    FROM "book_event" AS "t1"
                    WHERE
                      "t1"."direction" = 'inbound'
                      AND "t1"."kind" IN ('email', 'chat', 'letter')
                      AND "t1"."is_automated"
                  ) AS "t12"
                  WHERE
                    "t19"."activity_id" = "t12"."activity_id"
                )
            ) AS "t26"
          ) AS "t28"
          WHERE
            EXISTS(
              SELECT
                1
              FROM (
                SELECT
                  *
                FROM "book_member" AS "t3"
                WHERE
                  "t3"."role" = 'champion'
              ) AS "t16"
              WHERE
                "t28"."deal_id" = "t16"."deal_id" AND "t28"."person_id" = "t16"."person_id"
            )
        ) AS "t31"
        GROUP BY
          1,
          2
      ) AS "t35"
    ) AS "t36"
  ) AS "t37"
  GROUP BY
    1
)
SELECT
  "t55"."deal_id",
  "t55"."answer",
  CASE
    WHEN "t55"."answer" <> 'unknown'
    THEN CAST("t55"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t55"."answer" = 'hit' THEN "t55"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t54"."deal_id",
    "t54"."as_of",
    "t54"."opened_at",
    "t54"."account_id",
    "t54"."owner_id",
    "t54"."pipeline",
    "t54"."stage",
    "t54"."stage_entered_at",
    "t54"."amount",
    "t54"."size_band",
    "t54"."segment",
    "t54"."history_complete",
    "t54"."is_look_back",
    "t54"."last_at",
    "t54"."days",
    "t54"."usual_gap",
    "t54"."latest_at",
    "t54"."is_doubted",
    CASE
      WHEN (
        "t54"."days" >= 3
      )
      AND (
        (
          "t54"."latest_at" - "t54"."last_at"
        ) > GREATEST(1814400, CAST(CEIL("t54"."usual_gap" * 5.0 * 86400) AS BIGINT))
      )
      AND (
        "t54"."is_doubted" IS NULL
      )
      THEN 'hit'
      WHEN (
        (
          "t54"."latest_at" - "t54"."last_at"
        ) <= 1814400
      )
      OR (
        (
          "t54"."days" >= 3
        )
        AND (
          (
            "t54"."latest_at" - "t54"."last_at"
          ) <= GREATEST(1814400, CAST(CEIL("t54"."usual_gap" * 5.0 * 86400) AS BIGINT))
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR(
      CAST((
        "t54"."latest_at" - "t54"."last_at"
      ) AS DOUBLE PRECISION) / (
        86400
      )
    ) AS BIGINT) AS "value",
    "t54"."last_at" + GREATEST(1814400, CAST(CEIL("t54"."usual_gap" * 5.0 * 86400) AS BIGINT)) AS "hit_at"
  FROM (
    SELECT
      "t53"."deal_id",
      "t53"."as_of",
      "t53"."opened_at",
      "t53"."account_id",
      "t53"."owner_id",
      "t53"."pipeline",
      "t53"."stage",
      "t53"."stage_entered_at",
      "t53"."amount",
      "t53"."size_band",
      "t53"."segment",
      "t53"."history_complete",
      "t53"."is_look_back",
      "t53"."last_at",
      "t53"."days",
      "t53"."usual_gap",
      "t53"."latest_at",
      "t53"."is_doubted"
    FROM (
      SELECT
        "t51"."deal_id",
        "t51"."as_of",
        "t51"."opened_at",
        "t51"."account_id",
        "t51"."owner_id",
        "t51"."pipeline",
        "t51"."stage",
        "t51"."stage_entered_at",
        "t51"."amount",
        "t51"."size_band",
        "t51"."segment",
        "t51"."history_complete",
        "t51"."is_look_back",
        "t51"."last_at",
        "t51"."days",
        "t51"."usual_gap",
        "t51"."latest_at",
        "t52"."deal_id" AS "deal_id_right",
        "t52"."is_doubted"
      FROM (
        SELECT
          "t48"."deal_id",
          "t48"."as_of",
          "t48"."opened_at",
          "t48"."account_id",
          "t48"."owner_id",
          "t48"."pipeline",
          "t48"."stage",
          "t48"."stage_entered_at",
          "t48"."amount",
          "t48"."size_band",
          "t48"."segment",
          "t48"."history_complete",
          "t48"."is_look_back",
          "t48"."last_at",
          "t48"."days",
          "t48"."usual_gap",
          "t48"."latest_at"
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
            "t45"."history_complete",
            "t45"."is_look_back",
            "t45"."last_at",
            "t45"."days",
            "t45"."usual_gap",
            "t23"."deal_id" AS "deal_id_right",
            "t23"."latest_at"
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
              "t43"."history_complete",
              "t43"."is_look_back",
              "t43"."last_at",
              "t43"."days",
              "t43"."usual_gap"
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
                "t4"."history_complete",
                "t4"."is_look_back",
                "t40"."deal_id" AS "deal_id_right",
                "t40"."last_at",
                "t40"."days",
                "t40"."usual_gap"
              FROM "book_deal" AS "t4"
              LEFT OUTER JOIN "t38" AS "t40"
                ON "t4"."deal_id" = "t40"."deal_id"
            ) AS "t43"
          ) AS "t45"
          LEFT OUTER JOIN (
            SELECT
              "t17"."deal_id",
              MAX("t17"."occurred_at") AS "latest_at"
            FROM "t13" AS "t17"
            GROUP BY
              1
          ) AS "t23"
            ON "t45"."deal_id" = "t23"."deal_id"
        ) AS "t48"
      ) AS "t51"
      LEFT OUTER JOIN (
        SELECT
          "t47"."deal_id",
          TRUE AS "is_doubted"
        FROM (
          SELECT DISTINCT
            "t46"."deal_id"
          FROM (
            SELECT
              "t34"."deal_id",
              "t34"."occurred_at",
              "t42"."last_at"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t30"."deal_id",
                  "t30"."occurred_at"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM "t13" AS "t17"
                    WHERE
                      (
                        "t17"."buyers" = 0
                      ) OR (
                        "t17"."unnamed" > 0
                      )
                  ) AS "t24"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t25"."deal_id",
                      "t25"."activity_id",
                      "t25"."occurred_at",
                      "t25"."kind",
                      "t25"."direction",
                      "t25"."status",
                      "t25"."is_automated",
                      "t25"."buyers",
                      "t25"."unnamed",
                      "t25"."top_rank",
                      "t25"."wrote"
                    FROM (
                      SELECT
                        *
                      FROM "t13" AS "t17"
                      WHERE
                        "t17"."wrote" = 1
                    ) AS "t25"
                    WHERE
                      NOT EXISTS(
                        SELECT
                          1
                        FROM "t10" AS "t18"
                        WHERE
                          "t25"."deal_id" = "t18"."deal_id" AND "t25"."activity_id" = "t18"."activity_id"
                      )
                  ) AS "t29"
                ) AS "t30"
              ) AS "t32"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t14"."deal_id",
                  "t14"."occurred_at"
                FROM (
                  SELECT
                    *
                  FROM "book_presence" AS "t2"
                  WHERE
                    "t2"."status" = 'planned'
                    AND "t2"."kind" IN ('meeting', 'call', 'demo')
                    AND "t2"."part" <> 'cc'
                ) AS "t14"
                WHERE
                  EXISTS(
                    SELECT
                      1
                    FROM (
                      SELECT
                        *
                      FROM "book_member" AS "t3"
                      WHERE
                        "t3"."role" = 'champion'
                    ) AS "t16"
                    WHERE
                      "t14"."deal_id" = "t16"."deal_id" AND "t14"."person_id" = "t16"."person_id"
                  )
              ) AS "t22"
            ) AS "t34"
            INNER JOIN (
              SELECT
                "t39"."deal_id",
                "t39"."last_at"
              FROM "t38" AS "t39"
            ) AS "t42"
              ON "t34"."deal_id" = "t42"."deal_id"
          ) AS "t46"
          WHERE
            "t46"."occurred_at" > "t46"."last_at"
        ) AS "t47"
      ) AS "t52"
        ON "t51"."deal_id" = "t52"."deal_id"
    ) AS "t53"
  ) AS "t54"
) AS "t55"
