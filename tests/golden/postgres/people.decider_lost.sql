WITH "t7" AS (
  SELECT
    *
  FROM "book_presence" AS "t1"
  WHERE
    "t1"."direction" = 'inbound'
    AND "t1"."kind" IN ('email', 'chat', 'letter')
    AND "t1"."part" <> 'to'
    AND "t1"."part" <> 'cc'
), "t15" AS (
  SELECT
    *
  FROM (
    SELECT
      "t3"."deal_id",
      "t3"."activity_id",
      "t3"."occurred_at",
      "t3"."kind",
      "t3"."direction",
      "t3"."status",
      "t3"."is_automated",
      "t3"."buyers",
      "t3"."unnamed",
      "t3"."top_rank",
      "t3"."owner_id",
      "t3"."has_attachment",
      "t3"."has_body",
      0 AS "wrote"
    FROM "book_event" AS "t3"
    WHERE
      "t3"."kind" IN ('meeting', 'call', 'demo')
      AND "t3"."status" IN ('held', 'unknown')
      AND "t3"."direction" <> 'internal'
  ) AS "t9"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t3"."deal_id",
      "t3"."activity_id",
      "t3"."occurred_at",
      "t3"."kind",
      "t3"."direction",
      "t3"."status",
      "t3"."is_automated",
      "t3"."buyers",
      "t3"."unnamed",
      "t3"."top_rank",
      "t3"."owner_id",
      "t3"."has_attachment",
      "t3"."has_body",
      1 AS "wrote"
    FROM "book_event" AS "t3"
    WHERE
      "t3"."direction" = 'inbound'
      AND "t3"."kind" IN ('email', 'chat', 'letter')
      AND NOT (
        "t3"."is_automated"
      )
  ) AS "t10"
), "t32" AS (
  SELECT
    "t26"."deal_id",
    "t26"."activity_id",
    "t26"."person_id",
    "t26"."occurred_at",
    "t26"."rank",
    "t26"."wrote",
    COALESCE("t18"."has_deciding_role", FALSE)
    OR (
      (
        GREATEST("t26"."rank", COALESCE("t18"."member_rank", 0)) = 5
      )
      OR (
        NOT (
          COALESCE("t18"."has_role", FALSE)
        )
        AND (
          GREATEST("t26"."rank", COALESCE("t18"."member_rank", 0)) >= 4
        )
      )
    ) AS "decides",
    (
      GREATEST("t26"."rank", COALESCE("t18"."member_rank", 0)) = 0
    )
    AND NOT (
      COALESCE("t18"."has_role", FALSE)
    ) AS "is_stranger"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t1"."deal_id",
        "t1"."activity_id",
        "t1"."person_id",
        "t1"."occurred_at",
        "t1"."rank",
        0 AS "wrote"
      FROM "book_presence" AS "t1"
      WHERE
        "t1"."kind" IN ('meeting', 'call', 'demo')
        AND "t1"."status" IN ('held', 'unknown')
        AND "t1"."direction" <> 'internal'
        AND "t1"."part" <> 'cc'
    ) AS "t6"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t17"."deal_id",
        "t17"."activity_id",
        "t17"."person_id",
        "t17"."occurred_at",
        "t17"."rank",
        1 AS "wrote"
      FROM "t7" AS "t17"
      WHERE
        NOT EXISTS(
          SELECT
            1
          FROM (
            SELECT
              *
            FROM "book_event" AS "t3"
            WHERE
              "t3"."direction" = 'inbound'
              AND "t3"."kind" IN ('email', 'chat', 'letter')
              AND "t3"."is_automated"
          ) AS "t14"
          WHERE
            "t17"."deal_id" = "t14"."deal_id" AND "t17"."activity_id" = "t14"."activity_id"
        )
    ) AS "t22"
  ) AS "t26"
  LEFT OUTER JOIN (
    SELECT
      "t2"."deal_id",
      "t2"."person_id",
      MIN("t2"."row_id") AS "row_id",
      BOOL_OR("t2"."role" <> 'unknown') AS "has_role",
      BOOL_OR("t2"."role" IN ('decision_maker', 'economic_buyer')) AS "has_deciding_role",
      MAX("t2"."rank") AS "member_rank"
    FROM "book_member" AS "t2"
    GROUP BY
      1,
      2
  ) AS "t18"
    ON "t26"."deal_id" = "t18"."deal_id" AND "t26"."person_id" = "t18"."person_id"
), "t41" AS (
  SELECT
    "t40"."deal_id",
    MAX("t40"."occurred_at") AS "last_at",
    COALESCE(MAX("t40"."gap"), 0) AS "longest"
  FROM (
    SELECT
      "t39"."deal_id",
      "t39"."occurred_at",
      "t39"."occurred_at" - LAG("t39"."occurred_at") OVER (
        PARTITION BY "t39"."deal_id"
        ORDER BY "t39"."occurred_at" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "gap"
    FROM (
      SELECT
        "t35"."deal_id",
        CAST(FLOOR(CAST((
          "t35"."occurred_at"
        ) AS DOUBLE PRECISION) / (
          86400
        )) AS BIGINT) AS "FloorDivide(occurred_at, 86400)",
        MAX("t35"."occurred_at") AS "occurred_at"
      FROM (
        SELECT
          "t33"."deal_id",
          "t33"."activity_id",
          "t33"."occurred_at"
        FROM "t32" AS "t33"
        WHERE
          "t33"."decides"
      ) AS "t35"
      GROUP BY
        1,
        2
    ) AS "t39"
  ) AS "t40"
  GROUP BY
    1
)
SELECT
  "t64"."deal_id",
  "t64"."answer",
  CASE
    WHEN "t64"."answer" <> 'unknown'
    THEN CAST("t64"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t64"."answer" = 'hit' THEN "t64"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t63"."deal_id",
    "t63"."as_of",
    "t63"."opened_at",
    "t63"."account_id",
    "t63"."owner_id",
    "t63"."pipeline",
    "t63"."stage",
    "t63"."stage_entered_at",
    "t63"."amount",
    "t63"."size_band",
    "t63"."segment",
    "t63"."product",
    "t63"."channel",
    "t63"."history_complete",
    "t63"."is_look_back",
    "t63"."last_at",
    "t63"."longest",
    "t63"."missed",
    "t63"."latest_at",
    "t63"."enough_at",
    "t63"."is_doubted",
    CASE
      WHEN (
        "t63"."last_at" IS NOT NULL
      )
      AND (
        (
          COALESCE("t63"."missed", 0) >= 4
        )
        AND (
          (
            COALESCE("t63"."latest_at", "t63"."last_at") - "t63"."last_at"
          ) > GREATEST(1814400, "t63"."longest")
        )
      )
      AND (
        "t63"."is_doubted" IS NULL
      )
      THEN 'hit'
      WHEN (
        "t63"."last_at" IS NOT NULL
      )
      AND NOT (
        (
          COALESCE("t63"."missed", 0) >= 4
        )
        AND (
          (
            COALESCE("t63"."latest_at", "t63"."last_at") - "t63"."last_at"
          ) > GREATEST(1814400, "t63"."longest")
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    CAST(FLOOR(
      CAST((
        COALESCE("t63"."latest_at", "t63"."last_at") - "t63"."last_at"
      ) AS DOUBLE PRECISION) / (
        86400
      )
    ) AS BIGINT) AS "value",
    GREATEST("t63"."last_at" + GREATEST(1814400, "t63"."longest"), "t63"."enough_at") AS "hit_at"
  FROM (
    SELECT
      "t62"."deal_id",
      "t62"."as_of",
      "t62"."opened_at",
      "t62"."account_id",
      "t62"."owner_id",
      "t62"."pipeline",
      "t62"."stage",
      "t62"."stage_entered_at",
      "t62"."amount",
      "t62"."size_band",
      "t62"."segment",
      "t62"."product",
      "t62"."channel",
      "t62"."history_complete",
      "t62"."is_look_back",
      "t62"."last_at",
      "t62"."longest",
      "t62"."missed",
      "t62"."latest_at",
      "t62"."enough_at",
      "t62"."is_doubted"
    FROM (
      SELECT
        "t61"."deal_id",
        "t61"."as_of",
        "t61"."opened_at",
        "t61"."account_id",
        "t61"."owner_id",
        "t61"."pipeline",
        "t61"."stage",
        "t61"."stage_entered_at",
        "t61"."amount",
        "t61"."size_band",
        "t61"."segment",
        "t61"."product",
        "t61"."channel",
        "t61"."history_complete",
        "t61"."is_look_back",
        "t61"."last_at",
        "t61"."longest",
        "t61"."missed",
        "t61"."latest_at",
        "t61"."enough_at",
        "t54"."deal_id" AS "deal_id_right",
        "t54"."is_doubted"
      FROM (
        SELECT
          "t59"."deal_id",
          "t59"."as_of",
          "t59"."opened_at",
          "t59"."account_id",
          "t59"."owner_id",
          "t59"."pipeline",
          "t59"."stage",
          "t59"."stage_entered_at",
          "t59"."amount",
          "t59"."size_band",
          "t59"."segment",
          "t59"."product",
          "t59"."channel",
          "t59"."history_complete",
          "t59"."is_look_back",
          "t59"."last_at",
          "t59"."longest",
          "t59"."missed",
          "t59"."latest_at",
          "t59"."enough_at"
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
            "t48"."product",
            "t48"."channel",
            "t48"."history_complete",
            "t48"."is_look_back",
            "t48"."last_at",
            "t48"."longest",
            "t58"."deal_id" AS "deal_id_right",
            "t58"."missed",
            "t58"."latest_at",
            "t58"."enough_at"
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
              "t46"."last_at",
              "t46"."longest"
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
                "t43"."deal_id" AS "deal_id_right",
                "t43"."last_at",
                "t43"."longest"
              FROM "book_deal" AS "t4"
              LEFT OUTER JOIN "t41" AS "t43"
                ON "t4"."deal_id" = "t43"."deal_id"
            ) AS "t46"
          ) AS "t48"
          LEFT OUTER JOIN (
            SELECT
              "t56"."deal_id",
              COUNT(*) AS "missed",
              MAX("t56"."occurred_at") AS "latest_at",
              MIN("t56"."occurred_at") FILTER(WHERE
                "t56"."place" = 3) AS "enough_at"
            FROM (
              SELECT
                "t55"."deal_id",
                "t55"."occurred_at",
                ROW_NUMBER() OVER (
                  PARTITION BY "t55"."deal_id"
                  ORDER BY "t55"."occurred_at" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) - 1 AS "place"
              FROM (
                SELECT
                  "t52"."deal_id",
                  CAST(FLOOR(CAST((
                    "t52"."occurred_at"
                  ) AS DOUBLE PRECISION) / (
                    86400
                  )) AS BIGINT) AS "FloorDivide(occurred_at, 86400)",
                  MIN("t52"."occurred_at") AS "occurred_at"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t20"."deal_id",
                      "t20"."activity_id",
                      "t20"."occurred_at",
                      "t20"."kind",
                      "t20"."direction",
                      "t20"."status",
                      "t20"."is_automated",
                      "t20"."buyers",
                      "t20"."unnamed",
                      "t20"."top_rank",
                      "t20"."owner_id",
                      "t20"."has_attachment",
                      "t20"."has_body",
                      "t20"."wrote",
                      "t45"."last_at"
                    FROM "t15" AS "t20"
                    INNER JOIN (
                      SELECT
                        "t42"."deal_id",
                        "t42"."last_at"
                      FROM "t41" AS "t42"
                    ) AS "t45"
                      ON "t20"."deal_id" = "t45"."deal_id"
                  ) AS "t50"
                  WHERE
                    CAST(FLOOR(CAST((
                      "t50"."occurred_at"
                    ) AS DOUBLE PRECISION) / (
                      86400
                    )) AS BIGINT) > CAST(FLOOR(CAST((
                      "t50"."last_at"
                    ) AS DOUBLE PRECISION) / (
                      86400
                    )) AS BIGINT)
                ) AS "t52"
                GROUP BY
                  1,
                  2
              ) AS "t55"
            ) AS "t56"
            GROUP BY
              1
          ) AS "t58"
            ON "t48"."deal_id" = "t58"."deal_id"
        ) AS "t59"
      ) AS "t61"
      LEFT OUTER JOIN (
        SELECT
          "t51"."deal_id",
          TRUE AS "is_doubted"
        FROM (
          SELECT DISTINCT
            "t49"."deal_id"
          FROM (
            SELECT
              "t38"."deal_id",
              "t38"."activity_id",
              "t38"."occurred_at",
              "t45"."last_at"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t27"."deal_id",
                  "t27"."activity_id",
                  "t27"."occurred_at"
                FROM (
                  SELECT
                    "t11"."deal_id",
                    "t11"."activity_id",
                    "t11"."person_id",
                    "t11"."occurred_at",
                    "t11"."kind",
                    "t11"."direction",
                    "t11"."status",
                    "t11"."part",
                    "t11"."rank",
                    COALESCE("t18"."has_deciding_role", FALSE)
                    OR (
                      (
                        GREATEST("t11"."rank", COALESCE("t18"."member_rank", 0)) = 5
                      )
                      OR (
                        NOT (
                          COALESCE("t18"."has_role", FALSE)
                        )
                        AND (
                          GREATEST("t11"."rank", COALESCE("t18"."member_rank", 0)) >= 4
                        )
                      )
                    ) AS "decides",
                    (
                      GREATEST("t11"."rank", COALESCE("t18"."member_rank", 0)) = 0
                    )
                    AND NOT (
                      COALESCE("t18"."has_role", FALSE)
                    ) AS "is_stranger"
                  FROM (
                    SELECT
                      *
                    FROM "book_presence" AS "t1"
                    WHERE
                      "t1"."status" = 'planned'
                      AND "t1"."kind" IN ('meeting', 'call', 'demo')
                      AND "t1"."part" <> 'cc'
                  ) AS "t11"
                  LEFT OUTER JOIN (
                    SELECT
                      "t2"."deal_id",
                      "t2"."person_id",
                      MIN("t2"."row_id") AS "row_id",
                      BOOL_OR("t2"."role" <> 'unknown') AS "has_role",
                      BOOL_OR("t2"."role" IN ('decision_maker', 'economic_buyer')) AS "has_deciding_role",
                      MAX("t2"."rank") AS "member_rank"
                    FROM "book_member" AS "t2"
                    GROUP BY
                      1,
                      2
                  ) AS "t18"
                    ON "t11"."deal_id" = "t18"."deal_id" AND "t11"."person_id" = "t18"."person_id"
                ) AS "t27"
                WHERE
                  "t27"."decides"
              ) AS "t30"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t29"."deal_id",
                    "t29"."activity_id",
                    "t29"."occurred_at"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM "t15" AS "t19"
                      WHERE
                        (
                          "t19"."buyers" = 0
                        ) OR (
                          "t19"."unnamed" > 0
                        )
                    ) AS "t23"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t24"."deal_id",
                        "t24"."activity_id",
                        "t24"."occurred_at",
                        "t24"."kind",
                        "t24"."direction",
                        "t24"."status",
                        "t24"."is_automated",
                        "t24"."buyers",
                        "t24"."unnamed",
                        "t24"."top_rank",
                        "t24"."owner_id",
                        "t24"."has_attachment",
                        "t24"."has_body",
                        "t24"."wrote"
                      FROM (
                        SELECT
                          *
                        FROM "t15" AS "t19"
                        WHERE
                          "t19"."wrote" = 1
                      ) AS "t24"
                      WHERE
                        NOT EXISTS(
                          SELECT
                            1
                          FROM "t7" AS "t16"
                          WHERE
                            "t24"."deal_id" = "t16"."deal_id" AND "t24"."activity_id" = "t16"."activity_id"
                        )
                    ) AS "t28"
                  ) AS "t29"
                ) AS "t31"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t33"."deal_id",
                    "t33"."activity_id",
                    "t33"."occurred_at"
                  FROM "t32" AS "t33"
                  WHERE
                    "t33"."is_stranger"
                ) AS "t34"
              ) AS "t36"
            ) AS "t38"
            INNER JOIN (
              SELECT
                "t42"."deal_id",
                "t42"."last_at"
              FROM "t41" AS "t42"
            ) AS "t45"
              ON "t38"."deal_id" = "t45"."deal_id"
          ) AS "t49"
          WHERE
            "t49"."occurred_at" > "t49"."last_at"
        ) AS "t51"
      ) AS "t54"
        ON "t61"."deal_id" = "t54"."deal_id"
    ) AS "t62"
  ) AS "t63"
) AS "t64"
