WITH "t9" AS (
  SELECT
    *
  FROM "book_presence" AS "t0"
  WHERE
    "t0"."direction" = 'inbound'
    AND "t0"."kind" IN ('email', 'chat', 'letter')
    AND "t0"."part" <> 'to'
    AND "t0"."part" <> 'cc'
), "t17" AS (
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
  ) AS "t12"
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
  ) AS "t13"
), "t30" AS (
  SELECT DISTINCT
    "t29"."deal_id",
    "t29"."person_id"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."deal_id",
        "t0"."activity_id",
        "t0"."person_id",
        "t0"."occurred_at",
        "t0"."rank",
        0 AS "wrote"
      FROM "book_presence" AS "t0"
      WHERE
        "t0"."kind" IN ('meeting', 'call', 'demo')
        AND "t0"."status" IN ('held', 'unknown')
        AND "t0"."direction" <> 'internal'
        AND "t0"."part" <> 'cc'
    ) AS "t8"
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
      FROM "t9" AS "t19"
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
          ) AS "t16"
          WHERE
            "t19"."deal_id" = "t16"."deal_id" AND "t19"."activity_id" = "t16"."activity_id"
        )
    ) AS "t25"
  ) AS "t29"
)
SELECT
  "t53"."deal_id",
  "t53"."answer",
  CASE
    WHEN "t53"."answer" <> 'unknown'
    THEN CAST("t53"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t53"."answer" = 'hit' THEN "t53"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
FROM (
  SELECT
    "t52"."deal_id",
    "t52"."as_of",
    "t52"."opened_at",
    "t52"."account_id",
    "t52"."owner_id",
    "t52"."pipeline",
    "t52"."stage",
    "t52"."stage_entered_at",
    "t52"."amount",
    "t52"."size_band",
    "t52"."segment",
    "t52"."product",
    "t52"."channel",
    "t52"."history_complete",
    "t52"."is_look_back",
    "t52"."spoke",
    "t52"."interactions",
    "t52"."latest_at",
    "t52"."known",
    "t52"."perhaps",
    CASE
      WHEN (
        "t52"."spoke" = 1
      )
      AND (
        (
          "t52"."interactions" >= 3
        )
        AND (
          "t52"."known" > 2
        )
        AND (
          "t52"."perhaps" IS NULL
        )
      )
      THEN 'hit'
      WHEN "t52"."spoke" > 1
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    "t52"."known" AS "value",
    "t52"."latest_at" AS "hit_at"
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
      "t51"."product",
      "t51"."channel",
      "t51"."history_complete",
      "t51"."is_look_back",
      "t51"."spoke",
      "t51"."interactions",
      "t51"."latest_at",
      "t51"."known",
      "t51"."perhaps"
    FROM (
      SELECT
        "t50"."deal_id",
        "t50"."as_of",
        "t50"."opened_at",
        "t50"."account_id",
        "t50"."owner_id",
        "t50"."pipeline",
        "t50"."stage",
        "t50"."stage_entered_at",
        "t50"."amount",
        "t50"."size_band",
        "t50"."segment",
        "t50"."product",
        "t50"."channel",
        "t50"."history_complete",
        "t50"."is_look_back",
        "t50"."spoke",
        "t50"."interactions",
        "t50"."latest_at",
        "t50"."known",
        "t43"."deal_id" AS "deal_id_right",
        "t43"."perhaps"
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
          "t48"."spoke",
          "t48"."interactions",
          "t48"."latest_at",
          "t48"."known"
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
            "t47"."spoke",
            "t47"."interactions",
            "t47"."latest_at",
            "t22"."deal_id" AS "deal_id_right",
            "t22"."known"
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
              "t45"."spoke",
              "t45"."interactions",
              "t45"."latest_at"
            FROM (
              SELECT
                "t44"."deal_id",
                "t44"."as_of",
                "t44"."opened_at",
                "t44"."account_id",
                "t44"."owner_id",
                "t44"."pipeline",
                "t44"."stage",
                "t44"."stage_entered_at",
                "t44"."amount",
                "t44"."size_band",
                "t44"."segment",
                "t44"."product",
                "t44"."channel",
                "t44"."history_complete",
                "t44"."is_look_back",
                "t44"."spoke",
                "t26"."deal_id" AS "deal_id_right",
                "t26"."interactions",
                "t26"."latest_at"
              FROM (
                SELECT
                  "t40"."deal_id",
                  "t40"."as_of",
                  "t40"."opened_at",
                  "t40"."account_id",
                  "t40"."owner_id",
                  "t40"."pipeline",
                  "t40"."stage",
                  "t40"."stage_entered_at",
                  "t40"."amount",
                  "t40"."size_band",
                  "t40"."segment",
                  "t40"."product",
                  "t40"."channel",
                  "t40"."history_complete",
                  "t40"."is_look_back",
                  "t40"."spoke"
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
                    "t36"."spoke"
                  FROM "book_deal" AS "t4"
                  LEFT OUTER JOIN (
                    SELECT
                      "t31"."deal_id",
                      COUNT(*) AS "spoke"
                    FROM "t30" AS "t31"
                    GROUP BY
                      1
                  ) AS "t36"
                    ON "t4"."deal_id" = "t36"."deal_id"
                ) AS "t40"
              ) AS "t44"
              LEFT OUTER JOIN (
                SELECT
                  "t21"."deal_id",
                  COUNT(*) AS "interactions",
                  MAX("t21"."occurred_at") AS "latest_at"
                FROM "t17" AS "t21"
                GROUP BY
                  1
              ) AS "t26"
                ON "t44"."deal_id" = "t26"."deal_id"
            ) AS "t45"
          ) AS "t47"
          LEFT OUTER JOIN (
            SELECT
              "t10"."deal_id",
              COUNT(*) AS "known"
            FROM (
              SELECT
                *
              FROM (
                SELECT DISTINCT
                  "t0"."deal_id",
                  "t0"."person_id"
                FROM "book_presence" AS "t0"
              ) AS "t5"
              UNION
              SELECT
                *
              FROM (
                SELECT DISTINCT
                  "t1"."deal_id",
                  "t1"."person_id"
                FROM "book_member" AS "t1"
              ) AS "t6"
            ) AS "t10"
            GROUP BY
              1
          ) AS "t22"
            ON "t47"."deal_id" = "t22"."deal_id"
        ) AS "t48"
      ) AS "t50"
      LEFT OUTER JOIN (
        SELECT
          "t39"."deal_id",
          TRUE AS "perhaps"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t14"."deal_id"
            FROM (
              SELECT DISTINCT
                "t0"."deal_id",
                "t0"."person_id"
              FROM "book_presence" AS "t0"
              WHERE
                "t0"."status" = 'planned'
                AND "t0"."kind" IN ('meeting', 'call', 'demo')
                AND "t0"."part" <> 'cc'
            ) AS "t14"
            WHERE
              NOT EXISTS(
                SELECT
                  1
                FROM "t30" AS "t33"
                WHERE
                  "t14"."deal_id" = "t33"."deal_id" AND "t14"."person_id" = "t33"."person_id"
              )
          ) AS "t38"
          UNION
          SELECT
            *
          FROM (
            SELECT
              "t34"."deal_id"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM "t17" AS "t21"
                WHERE
                  (
                    "t21"."buyers" = 0
                  ) OR (
                    "t21"."unnamed" > 0
                  )
              ) AS "t27"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t28"."deal_id",
                  "t28"."activity_id",
                  "t28"."occurred_at",
                  "t28"."kind",
                  "t28"."direction",
                  "t28"."status",
                  "t28"."is_automated",
                  "t28"."buyers",
                  "t28"."unnamed",
                  "t28"."top_rank",
                  "t28"."owner_id",
                  "t28"."has_attachment",
                  "t28"."has_body",
                  "t28"."wrote"
                FROM (
                  SELECT
                    *
                  FROM "t17" AS "t21"
                  WHERE
                    "t21"."wrote" = 1
                ) AS "t28"
                WHERE
                  NOT EXISTS(
                    SELECT
                      1
                    FROM "t9" AS "t18"
                    WHERE
                      "t28"."deal_id" = "t18"."deal_id" AND "t28"."activity_id" = "t18"."activity_id"
                  )
              ) AS "t32"
            ) AS "t34"
          ) AS "t37"
        ) AS "t39"
      ) AS "t43"
        ON "t50"."deal_id" = "t43"."deal_id"
    ) AS "t51"
  ) AS "t52"
) AS "t53"
