WITH "t16" AS (
  SELECT
    "t10"."deal_id",
    "t10"."row_id",
    "t10"."activity_id",
    "t10"."occurred_at",
    "t10"."asked_in",
    "t10"."content_words",
    "t10"."answer_words",
    "t10"."answer_asks",
    "t10"."answer_defers",
    "t10"."is_doubtful",
    "t10"."written_at",
    "t10"."asked_at",
    "t15"."question_id",
    "t15"."shared",
    "t15"."untold",
    "t15"."last_at"
  FROM (
    SELECT
      "t1"."deal_id",
      "t1"."row_id",
      "t1"."activity_id",
      "t1"."occurred_at",
      "t1"."asked_in",
      "t1"."content_words",
      "t1"."answer_words",
      "t1"."answer_asks",
      "t1"."answer_defers",
      "t1"."is_doubtful",
      "t1"."occurred_at" AS "written_at",
      CASE
        WHEN (
          "t1"."occurred_at" % 86400
        ) = 0
        THEN "t1"."occurred_at" + 86399
        ELSE "t1"."occurred_at"
      END AS "asked_at"
    FROM "book_question" AS "t1"
    WHERE
      "t1"."asked_in" = 'message' AND "t1"."content_words" >= 2
  ) AS "t10"
  INNER JOIN (
    SELECT
      "t13"."deal_id",
      "t13"."question_id",
      MAX("t13"."shared") AS "shared",
      SUM(
        CASE
          WHEN NOT (
            COALESCE(
              (
                "t13"."words" >= 40
              )
              AND NOT (
                "t13"."has_attachment"
              )
              AND (
                "t13"."shared" IS NOT NULL
              ),
              FALSE
            )
          )
          THEN 1
          ELSE 0
        END
      ) AS "untold",
      MAX("t13"."occurred_at") AS "last_at"
    FROM (
      SELECT
        "t9"."deal_id",
        "t9"."question_id",
        "t9"."asked_at",
        "t9"."activity_id",
        "t9"."occurred_at",
        "t9"."words",
        "t9"."shared",
        "t6"."has_attachment"
      FROM (
        SELECT
          *
        FROM "book_reply" AS "t3"
        WHERE
          "t3"."occurred_at" <= (
            "t3"."asked_at" + 604800
          )
      ) AS "t9"
      INNER JOIN (
        SELECT
          "t2"."deal_id",
          "t2"."activity_id",
          "t2"."has_attachment"
        FROM "book_event" AS "t2"
      ) AS "t6"
        ON "t9"."deal_id" = "t6"."deal_id" AND "t9"."activity_id" = "t6"."activity_id"
    ) AS "t13"
    GROUP BY
      1,
      2
  ) AS "t15"
    ON "t10"."deal_id" = "t15"."deal_id" AND "t10"."row_id" = "t15"."question_id"
), "t29" AS (
  SELECT
    "t28"."deal_id",
    "t28"."row_id",
    "t28"."activity_id",
    "t28"."occurred_at",
    "t28"."asked_in",
    "t28"."content_words",
    "t28"."answer_words",
    "t28"."answer_asks",
    "t28"."answer_defers",
    "t28"."is_doubtful",
    "t28"."written_at",
    "t28"."asked_at",
    "t28"."question_id",
    "t28"."shared",
    "t28"."untold",
    "t28"."last_at",
    "t28"."talk_at",
    COALESCE("t28"."shared" > 0, FALSE) AS "is_met",
    COALESCE(
      (
        "t28"."shared" = 0
      )
      AND (
        "t28"."untold" = 0
      )
      AND NOT (
        COALESCE("t28"."talk_at" <= (
          "t28"."last_at" + 259200
        ), FALSE)
      ),
      FALSE
    ) AS "is_beside"
  FROM (
    SELECT
      "t22"."deal_id",
      "t22"."row_id",
      "t22"."activity_id",
      "t22"."occurred_at",
      "t22"."asked_in",
      "t22"."content_words",
      "t22"."answer_words",
      "t22"."answer_asks",
      "t22"."answer_defers",
      "t22"."is_doubtful",
      "t22"."written_at",
      "t22"."asked_at",
      "t22"."question_id",
      "t22"."shared",
      "t22"."untold",
      "t22"."last_at",
      "t27"."talk_at"
    FROM (
      SELECT
        "t17"."deal_id",
        "t17"."row_id",
        "t17"."activity_id",
        "t17"."occurred_at",
        "t17"."asked_in",
        "t17"."content_words",
        "t17"."answer_words",
        "t17"."answer_asks",
        "t17"."answer_defers",
        "t17"."is_doubtful",
        "t17"."written_at",
        "t17"."asked_at" - (
          "t17"."asked_at" % 86400
        ) AS "asked_at",
        "t17"."question_id",
        "t17"."shared",
        "t17"."untold",
        "t17"."last_at"
      FROM "t16" AS "t17"
    ) AS "t22"
    LEFT OUTER JOIN (
      SELECT
        "t25"."deal_id",
        "t25"."row_id",
        "t25"."talk_at"
      FROM (
        SELECT
          "t24"."deal_id",
          "t24"."row_id",
          "t24"."at",
          "t24"."is_ask",
          MIN("t24"."talk_at") OVER (
            PARTITION BY "t24"."deal_id"
            ORDER BY "t24"."at" DESC NULLS LAST, "t24"."is_ask" ASC, "t24"."row_id" DESC NULLS LAST
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS "talk_at"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t17"."deal_id",
              "t17"."row_id",
              "t17"."asked_at" - (
                "t17"."asked_at" % 86400
              ) AS "at",
              1 AS "is_ask",
              CAST(NULL AS BIGINT) AS "talk_at"
            FROM "t16" AS "t17"
          ) AS "t21"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t12"."deal_id",
              "t12"."row_id",
              "t12"."at",
              "t12"."is_ask",
              "t12"."talk_at"
            FROM (
              SELECT
                "t2"."deal_id",
                CAST(NULL AS BIGINT) AS "row_id",
                CASE
                  WHEN (
                    "t2"."occurred_at" % 86400
                  ) = 0
                  THEN "t2"."occurred_at" + 86399
                  ELSE "t2"."occurred_at"
                END AS "at",
                0 AS "is_ask",
                CASE
                  WHEN TRUE
                  THEN CASE
                    WHEN (
                      "t2"."occurred_at" % 86400
                    ) = 0
                    THEN "t2"."occurred_at" + 86399
                    ELSE "t2"."occurred_at"
                  END
                  ELSE CAST(NULL AS BIGINT)
                END AS "talk_at"
              FROM "book_event" AS "t2"
              WHERE
                "t2"."kind" IN ('meeting', 'call', 'demo')
                AND "t2"."status" IN ('held', 'unknown')
                AND "t2"."direction" <> 'internal'
            ) AS "t12"
            WHERE
              EXISTS(
                SELECT
                  1
                FROM (
                  SELECT DISTINCT
                    "t17"."deal_id"
                  FROM "t16" AS "t17"
                ) AS "t19"
                WHERE
                  "t12"."deal_id" = "t19"."deal_id"
              )
          ) AS "t23"
        ) AS "t24"
      ) AS "t25"
      WHERE
        "t25"."is_ask" = 1
    ) AS "t27"
      ON "t22"."deal_id" = "t27"."deal_id" AND "t22"."row_id" = "t27"."row_id"
  ) AS "t28"
)
SELECT
  "t42"."deal_id",
  "t42"."answer",
  CASE
    WHEN "t42"."answer" <> 'unknown'
    THEN CAST("t42"."value" AS DOUBLE PRECISION)
    ELSE CAST(NULL AS DOUBLE PRECISION)
  END AS "value",
  CASE WHEN "t42"."answer" = 'hit' THEN "t42"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
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
    "t41"."met",
    "t41"."untold",
    "t41"."beside",
    "t41"."last_at",
    CASE
      WHEN "t41"."beside" >= 2
      THEN 'hit'
      WHEN (
        "t41"."met" > 0
      )
      AND (
        (
          COALESCE("t41"."beside", 0) + "t41"."untold"
        ) < 2
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t41"."beside", 0) AS "value",
    "t41"."last_at" AS "hit_at"
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
      "t40"."met",
      "t40"."untold",
      "t40"."beside",
      "t40"."last_at"
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
        "t39"."met",
        "t39"."untold",
        "t34"."deal_id" AS "deal_id_right",
        "t34"."beside",
        "t34"."last_at"
      FROM (
        SELECT
          "t37"."deal_id",
          "t37"."as_of",
          "t37"."opened_at",
          "t37"."account_id",
          "t37"."owner_id",
          "t37"."pipeline",
          "t37"."stage",
          "t37"."stage_entered_at",
          "t37"."amount",
          "t37"."size_band",
          "t37"."segment",
          "t37"."product",
          "t37"."channel",
          "t37"."history_complete",
          "t37"."is_look_back",
          "t37"."met",
          "t37"."untold"
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
            "t36"."met",
            "t36"."untold"
          FROM "book_deal" AS "t4"
          LEFT OUTER JOIN (
            SELECT
              "t32"."deal_id",
              SUM(CASE WHEN "t32"."is_met" THEN 1 ELSE 0 END) AS "met",
              SUM(CASE WHEN "t32"."is_untold" THEN 1 ELSE 0 END) AS "untold"
            FROM (
              SELECT
                "t30"."deal_id",
                "t30"."row_id",
                "t30"."activity_id",
                "t30"."occurred_at",
                "t30"."asked_in",
                "t30"."content_words",
                "t30"."answer_words",
                "t30"."answer_asks",
                "t30"."answer_defers",
                "t30"."is_doubtful",
                "t30"."written_at",
                "t30"."asked_at",
                "t30"."question_id",
                "t30"."shared",
                "t30"."untold",
                "t30"."last_at",
                "t30"."talk_at",
                "t30"."is_met",
                "t30"."is_beside",
                NOT (
                  "t30"."is_met"
                ) AND NOT (
                  "t30"."is_beside"
                ) AS "is_untold"
              FROM "t29" AS "t30"
            ) AS "t32"
            GROUP BY
              1
          ) AS "t36"
            ON "t4"."deal_id" = "t36"."deal_id"
        ) AS "t37"
      ) AS "t39"
      LEFT OUTER JOIN (
        SELECT
          "t31"."deal_id",
          COUNT(*) AS "beside",
          MAX("t31"."last_at") AS "last_at"
        FROM (
          SELECT
            "t30"."deal_id",
            "t30"."row_id",
            "t30"."activity_id",
            "t30"."occurred_at",
            "t30"."asked_in",
            "t30"."content_words",
            "t30"."answer_words",
            "t30"."answer_asks",
            "t30"."answer_defers",
            "t30"."is_doubtful",
            "t30"."written_at",
            "t30"."asked_at",
            "t30"."question_id",
            "t30"."shared",
            "t30"."untold",
            "t30"."last_at",
            "t30"."talk_at",
            "t30"."is_met",
            "t30"."is_beside",
            NOT (
              "t30"."is_met"
            ) AND NOT (
              "t30"."is_beside"
            ) AS "is_untold"
          FROM "t29" AS "t30"
          WHERE
            "t30"."is_beside"
        ) AS "t31"
        GROUP BY
          1
      ) AS "t34"
        ON "t39"."deal_id" = "t34"."deal_id"
    ) AS "t40"
  ) AS "t41"
) AS "t42"
