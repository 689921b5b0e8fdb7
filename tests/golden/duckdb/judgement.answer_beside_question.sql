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
), "t26" AS (
  SELECT
    "t25"."deal_id",
    "t25"."row_id",
    "t25"."activity_id",
    "t25"."occurred_at",
    "t25"."asked_in",
    "t25"."content_words",
    "t25"."answer_words",
    "t25"."answer_asks",
    "t25"."answer_defers",
    "t25"."is_doubtful",
    "t25"."written_at",
    "t25"."asked_at",
    "t25"."question_id",
    "t25"."shared",
    "t25"."untold",
    "t25"."last_at",
    "t25"."talk_at",
    COALESCE("t25"."shared" > 0, FALSE) AS "is_met",
    COALESCE(
      (
        "t25"."shared" = 0
      )
      AND (
        "t25"."untold" = 0
      )
      AND NOT (
        COALESCE("t25"."talk_at" <= (
          "t25"."last_at" + 259200
        ), FALSE)
      ),
      FALSE
    ) AS "is_beside"
  FROM (
    SELECT
      "t20"."deal_id",
      "t20"."row_id",
      "t20"."activity_id",
      "t20"."occurred_at",
      "t20"."asked_in",
      "t20"."content_words",
      "t20"."answer_words",
      "t20"."answer_asks",
      "t20"."answer_defers",
      "t20"."is_doubtful",
      "t20"."written_at",
      "t20"."asked_at",
      "t20"."question_id",
      "t20"."shared",
      "t20"."untold",
      "t20"."last_at",
      "t24"."talk_at"
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
    ) AS "t20"
    LEFT OUTER JOIN (
      SELECT
        "t22"."deal_id",
        "t22"."row_id",
        MIN("t22"."talk_at") AS "talk_at"
      FROM (
        SELECT
          "t21"."deal_id",
          "t21"."row_id",
          "t21"."asked_at",
          "t12"."deal_id" AS "deal_id_right",
          "t12"."at",
          "t12"."talk_at"
        FROM (
          SELECT
            "t17"."deal_id",
            "t17"."row_id",
            "t17"."asked_at" - (
              "t17"."asked_at" % 86400
            ) AS "asked_at"
          FROM "t16" AS "t17"
        ) AS "t21"
        INNER JOIN (
          SELECT
            "t2"."deal_id",
            CASE
              WHEN (
                "t2"."occurred_at" % 86400
              ) = 0
              THEN "t2"."occurred_at" + 86399
              ELSE "t2"."occurred_at"
            END AS "at",
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
          ON "t21"."deal_id" = "t12"."deal_id" AND "t21"."asked_at" <= "t12"."at"
      ) AS "t22"
      GROUP BY
        1,
        2
    ) AS "t24"
      ON "t20"."deal_id" = "t24"."deal_id" AND "t20"."row_id" = "t24"."row_id"
  ) AS "t25"
)
SELECT
  "t39"."deal_id",
  "t39"."answer",
  CASE
    WHEN "t39"."answer" <> 'unknown'
    THEN CAST("t39"."value" AS DOUBLE)
    ELSE CAST(NULL AS DOUBLE)
  END AS "value",
  CASE WHEN "t39"."answer" = 'hit' THEN "t39"."hit_at" ELSE CAST(NULL AS BIGINT) END AS "hit_at"
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
    "t38"."met",
    "t38"."untold",
    "t38"."beside",
    "t38"."last_at",
    CASE
      WHEN "t38"."beside" >= 2
      THEN 'hit'
      WHEN (
        "t38"."met" > 0
      )
      AND (
        (
          COALESCE("t38"."beside", 0) + "t38"."untold"
        ) < 2
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS "answer",
    COALESCE("t38"."beside", 0) AS "value",
    "t38"."last_at" AS "hit_at"
  FROM (
    SELECT
      "t37".*
      EXCLUDE ("deal_id_right")
    FROM (
      SELECT
        "t36"."deal_id",
        "t36"."as_of",
        "t36"."opened_at",
        "t36"."account_id",
        "t36"."owner_id",
        "t36"."pipeline",
        "t36"."stage",
        "t36"."stage_entered_at",
        "t36"."amount",
        "t36"."size_band",
        "t36"."segment",
        "t36"."product",
        "t36"."channel",
        "t36"."history_complete",
        "t36"."is_look_back",
        "t36"."met",
        "t36"."untold",
        "t31"."deal_id" AS "deal_id_right",
        "t31"."beside",
        "t31"."last_at"
      FROM (
        SELECT
          "t34".*
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
            "t33"."deal_id" AS "deal_id_right",
            "t33"."met",
            "t33"."untold"
          FROM "book_deal" AS "t4"
          LEFT OUTER JOIN (
            SELECT
              "t29"."deal_id",
              SUM(CASE WHEN "t29"."is_met" THEN 1 ELSE 0 END) AS "met",
              SUM(CASE WHEN "t29"."is_untold" THEN 1 ELSE 0 END) AS "untold"
            FROM (
              SELECT
                "t27"."deal_id",
                "t27"."row_id",
                "t27"."activity_id",
                "t27"."occurred_at",
                "t27"."asked_in",
                "t27"."content_words",
                "t27"."answer_words",
                "t27"."answer_asks",
                "t27"."answer_defers",
                "t27"."is_doubtful",
                "t27"."written_at",
                "t27"."asked_at",
                "t27"."question_id",
                "t27"."shared",
                "t27"."untold",
                "t27"."last_at",
                "t27"."talk_at",
                "t27"."is_met",
                "t27"."is_beside",
                NOT (
                  "t27"."is_met"
                ) AND NOT (
                  "t27"."is_beside"
                ) AS "is_untold"
              FROM "t26" AS "t27"
            ) AS "t29"
            GROUP BY
              1
          ) AS "t33"
            ON "t4"."deal_id" = "t33"."deal_id"
        ) AS "t34"
      ) AS "t36"
      LEFT OUTER JOIN (
        SELECT
          "t28"."deal_id",
          COUNT(*) AS "beside",
          MAX("t28"."last_at") AS "last_at"
        FROM (
          SELECT
            "t27"."deal_id",
            "t27"."row_id",
            "t27"."activity_id",
            "t27"."occurred_at",
            "t27"."asked_in",
            "t27"."content_words",
            "t27"."answer_words",
            "t27"."answer_asks",
            "t27"."answer_defers",
            "t27"."is_doubtful",
            "t27"."written_at",
            "t27"."asked_at",
            "t27"."question_id",
            "t27"."shared",
            "t27"."untold",
            "t27"."last_at",
            "t27"."talk_at",
            "t27"."is_met",
            "t27"."is_beside",
            NOT (
              "t27"."is_met"
            ) AND NOT (
              "t27"."is_beside"
            ) AS "is_untold"
          FROM "t26" AS "t27"
          WHERE
            "t27"."is_beside"
        ) AS "t28"
        GROUP BY
          1
      ) AS "t31"
        ON "t36"."deal_id" = "t31"."deal_id"
    ) AS "t37"
  ) AS "t38"
) AS "t39"
