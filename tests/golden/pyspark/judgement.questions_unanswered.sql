WITH `t21` AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t0`.`deal_id`,
        `t0`.`activity_id`,
        `t0`.`occurred_at`,
        FALSE AS `is_sure`
      FROM `book_event` AS `t0`
      WHERE
        NOT (
          `t0`.`is_automated`
        )
        AND `t0`.`status` IN ('planned', 'moved', 'cancelled')
        AND `t0`.`kind` IN ('meeting', 'call', 'demo')
    ) AS `t6`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        `t0`.`deal_id`,
        `t0`.`activity_id`,
        `t0`.`occurred_at` - 1209600 AS `occurred_at`,
        FALSE AS `is_sure`
      FROM `book_event` AS `t0`
      WHERE
        NOT (
          `t0`.`is_automated`
        )
        AND `t0`.`kind` IN ('meeting', 'call', 'demo')
        AND `t0`.`status` IN ('held', 'unknown')
        AND `t0`.`direction` <> 'internal'
        AND `t0`.`kind` <> 'call'
    ) AS `t7`
  ) AS `t14`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t0`.`deal_id`,
          `t0`.`activity_id`,
          `t0`.`occurred_at`,
          TRUE AS `is_sure`
        FROM `book_event` AS `t0`
        WHERE
          NOT (
            `t0`.`is_automated`
          )
          AND `t0`.`kind` IN ('meeting', 'call', 'demo')
          AND `t0`.`status` IN ('held', 'unknown')
          AND `t0`.`direction` <> 'internal'
      ) AS `t8`
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          `t0`.`deal_id`,
          `t0`.`activity_id`,
          `t0`.`occurred_at`,
          TRUE AS `is_sure`
        FROM `book_event` AS `t0`
        WHERE
          NOT (
            `t0`.`is_automated`
          )
          AND `t0`.`kind` IN ('email', 'chat', 'letter')
          AND NOT (
            `t0`.`status` IN ('planned', 'moved', 'cancelled')
          )
          AND `t0`.`direction` = 'outbound'
      ) AS `t12`
    ) AS `t17`
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t0`.`deal_id`,
          `t0`.`activity_id`,
          `t0`.`occurred_at`,
          TRUE AS `is_sure`
        FROM `book_event` AS `t0`
        WHERE
          NOT (
            `t0`.`is_automated`
          )
          AND `t0`.`kind` = 'call'
          AND `t0`.`direction` = 'outbound'
          AND `t0`.`status` = 'missed'
      ) AS `t9`
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          `t0`.`deal_id`,
          `t0`.`activity_id`,
          `t0`.`occurred_at`,
          FALSE AS `is_sure`
        FROM `book_event` AS `t0`
        WHERE
          NOT (
            `t0`.`is_automated`
          )
          AND `t0`.`kind` IN ('email', 'chat', 'letter')
          AND NOT (
            `t0`.`status` IN ('planned', 'moved', 'cancelled')
          )
          AND `t0`.`direction` = 'unknown'
      ) AS `t13`
    ) AS `t18`
  ) AS `t20`
), `t32` AS (
  SELECT
    `t31`.`deal_id`,
    `t31`.`row_id`,
    `t31`.`activity_id`,
    `t31`.`occurred_at`,
    `t31`.`asked_in`,
    `t31`.`content_words`,
    `t31`.`answer_words`,
    `t31`.`answer_asks`,
    `t31`.`answer_defers`,
    `t31`.`is_doubtful`,
    `t31`.`asked_at`,
    `t31`.`as_of`,
    `t31`.`sure_at`,
    `t31`.`next_at`,
    NOT (
      `t31`.`is_doubtful`
    )
    AND (
      (
        (
          `t31`.`answer_words` IS NOT NULL
        )
        AND NOT (
          COALESCE(`t31`.`answer_defers`, FALSE)
        )
      )
      OR COALESCE(`t31`.`sure_at` < (
        `t31`.`asked_at` + 604800
      ), FALSE)
    ) AS `is_answered`,
    NOT (
      (
        `t31`.`answer_words` IS NOT NULL
      )
      AND NOT (
        COALESCE(`t31`.`answer_defers`, FALSE)
      )
    )
    AND NOT (
      `t31`.`is_doubtful`
    )
    AND (
      COALESCE(`t31`.`next_at`, `t31`.`as_of` + 1) >= (
        `t31`.`asked_at` + 604800
      )
    ) AS `is_open`
  FROM (
    SELECT
      `t15`.`deal_id`,
      `t15`.`row_id`,
      `t15`.`activity_id`,
      `t15`.`occurred_at`,
      `t15`.`asked_in`,
      `t15`.`content_words`,
      `t15`.`answer_words`,
      `t15`.`answer_asks`,
      `t15`.`answer_defers`,
      `t15`.`is_doubtful`,
      `t15`.`asked_at`,
      `t10`.`as_of`,
      `t30`.`sure_at`,
      `t30`.`next_at`
    FROM (
      SELECT
        `t2`.`deal_id`,
        `t2`.`row_id`,
        `t2`.`activity_id`,
        `t2`.`occurred_at`,
        `t2`.`asked_in`,
        `t2`.`content_words`,
        `t2`.`answer_words`,
        `t2`.`answer_asks`,
        `t2`.`answer_defers`,
        `t2`.`is_doubtful`,
        `t2`.`occurred_at` + 1 AS `asked_at`
      FROM `book_question` AS `t2`
      WHERE
        `t2`.`asked_in` = 'call' AND `t2`.`content_words` > 0
    ) AS `t15`
    INNER JOIN (
      SELECT
        `t1`.`deal_id`,
        `t1`.`as_of`
      FROM `book_deal` AS `t1`
    ) AS `t10`
      ON `t15`.`deal_id` = `t10`.`deal_id`
    LEFT OUTER JOIN (
      SELECT
        `t28`.`deal_id`,
        `t28`.`row_id`,
        `t28`.`sure_at`,
        `t28`.`next_at`
      FROM (
        SELECT
          `t27`.`deal_id`,
          `t27`.`row_id`,
          `t27`.`at`,
          `t27`.`is_ask`,
          MIN(`t27`.`sure_at`) OVER (
            PARTITION BY `t27`.`deal_id`
            ORDER BY `t27`.`at` DESC, `t27`.`is_ask` ASC NULLS LAST, `t27`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `sure_at`,
          MIN(`t27`.`next_at`) OVER (
            PARTITION BY `t27`.`deal_id`
            ORDER BY `t27`.`at` DESC, `t27`.`is_ask` ASC NULLS LAST, `t27`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `next_at`
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                `t15`.`deal_id`,
                `t15`.`row_id`,
                `t15`.`asked_at` AS `at`,
                1 AS `is_ask`,
                CAST(NULL AS BIGINT) AS `sure_at`,
                CAST(NULL AS BIGINT) AS `next_at`
              FROM (
                SELECT
                  `t2`.`deal_id`,
                  `t2`.`row_id`,
                  `t2`.`activity_id`,
                  `t2`.`occurred_at`,
                  `t2`.`asked_in`,
                  `t2`.`content_words`,
                  `t2`.`answer_words`,
                  `t2`.`answer_asks`,
                  `t2`.`answer_defers`,
                  `t2`.`is_doubtful`,
                  `t2`.`occurred_at` + 1 AS `asked_at`
                FROM `book_question` AS `t2`
                WHERE
                  `t2`.`asked_in` = 'call' AND `t2`.`content_words` > 0
              ) AS `t15`
              INNER JOIN (
                SELECT
                  `t1`.`deal_id`,
                  `t1`.`as_of`
                FROM `book_deal` AS `t1`
              ) AS `t10`
                ON `t15`.`deal_id` = `t10`.`deal_id`
            ) AS `t23`
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                `t22`.`deal_id`,
                CAST(NULL AS BIGINT) AS `row_id`,
                IF(
                  (
                    `t22`.`occurred_at` % 86400
                  ) = 0,
                  `t22`.`occurred_at` + 86399,
                  `t22`.`occurred_at`
                ) AS `at`,
                0 AS `is_ask`,
                IF(
                  (
                    `t22`.`occurred_at` % 86400
                  ) = 0,
                  `t22`.`occurred_at` + 86399,
                  `t22`.`occurred_at`
                ) AS `sure_at`,
                CAST(NULL AS BIGINT) AS `next_at`
              FROM `t21` AS `t22`
              WHERE
                `t22`.`is_sure`
            ) AS `t25`
          ) AS `t26`
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              `t22`.`deal_id`,
              CAST(NULL AS BIGINT) AS `row_id`,
              IF(
                (
                  `t22`.`occurred_at` % 86400
                ) = 0,
                `t22`.`occurred_at` + 86399,
                `t22`.`occurred_at`
              ) AS `at`,
              0 AS `is_ask`,
              CAST(NULL AS BIGINT) AS `sure_at`,
              IF(
                (
                  `t22`.`occurred_at` % 86400
                ) = 0,
                `t22`.`occurred_at` + 86399,
                `t22`.`occurred_at`
              ) AS `next_at`
            FROM `t21` AS `t22`
          ) AS `t24`
        ) AS `t27`
      ) AS `t28`
      WHERE
        `t28`.`is_ask` = 1
    ) AS `t30`
      ON `t15`.`deal_id` = `t30`.`deal_id` AND `t15`.`row_id` = `t30`.`row_id`
  ) AS `t31`
)
SELECT
  `t48`.`deal_id`,
  `t48`.`answer`,
  IF(`t48`.`answer` <> 'unknown', CAST(`t48`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t48`.`answer` = 'hit', `t48`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t47`.`deal_id`,
    `t47`.`as_of`,
    `t47`.`opened_at`,
    `t47`.`account_id`,
    `t47`.`owner_id`,
    `t47`.`pipeline`,
    `t47`.`stage`,
    `t47`.`stage_entered_at`,
    `t47`.`amount`,
    `t47`.`size_band`,
    `t47`.`segment`,
    `t47`.`product`,
    `t47`.`channel`,
    `t47`.`history_complete`,
    `t47`.`is_look_back`,
    `t47`.`answered`,
    `t47`.`doubtful`,
    `t47`.`open`,
    `t47`.`due_at`,
    `t47`.`we_wrote`,
    CASE
      WHEN `t47`.`we_wrote` AND (
        `t47`.`open` > 0
      )
      THEN 'hit'
      WHEN (
        `t47`.`answered` > 0
      )
      AND (
        `t47`.`open` IS NULL
      )
      AND (
        `t47`.`doubtful` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t47`.`open`, 0) AS `value`,
    `t47`.`due_at` AS `hit_at`
  FROM (
    SELECT
      `t46`.`deal_id`,
      `t46`.`as_of`,
      `t46`.`opened_at`,
      `t46`.`account_id`,
      `t46`.`owner_id`,
      `t46`.`pipeline`,
      `t46`.`stage`,
      `t46`.`stage_entered_at`,
      `t46`.`amount`,
      `t46`.`size_band`,
      `t46`.`segment`,
      `t46`.`product`,
      `t46`.`channel`,
      `t46`.`history_complete`,
      `t46`.`is_look_back`,
      `t46`.`answered`,
      `t46`.`doubtful`,
      `t46`.`open`,
      `t46`.`due_at`,
      `t46`.`we_wrote`
    FROM (
      SELECT
        `t45`.`deal_id`,
        `t45`.`as_of`,
        `t45`.`opened_at`,
        `t45`.`account_id`,
        `t45`.`owner_id`,
        `t45`.`pipeline`,
        `t45`.`stage`,
        `t45`.`stage_entered_at`,
        `t45`.`amount`,
        `t45`.`size_band`,
        `t45`.`segment`,
        `t45`.`product`,
        `t45`.`channel`,
        `t45`.`history_complete`,
        `t45`.`is_look_back`,
        `t45`.`answered`,
        `t45`.`doubtful`,
        `t45`.`open`,
        `t45`.`due_at`,
        `t19`.`deal_id` AS `deal_id_right`,
        `t19`.`we_wrote`
      FROM (
        SELECT
          `t43`.`deal_id`,
          `t43`.`as_of`,
          `t43`.`opened_at`,
          `t43`.`account_id`,
          `t43`.`owner_id`,
          `t43`.`pipeline`,
          `t43`.`stage`,
          `t43`.`stage_entered_at`,
          `t43`.`amount`,
          `t43`.`size_band`,
          `t43`.`segment`,
          `t43`.`product`,
          `t43`.`channel`,
          `t43`.`history_complete`,
          `t43`.`is_look_back`,
          `t43`.`answered`,
          `t43`.`doubtful`,
          `t43`.`open`,
          `t43`.`due_at`
        FROM (
          SELECT
            `t42`.`deal_id`,
            `t42`.`as_of`,
            `t42`.`opened_at`,
            `t42`.`account_id`,
            `t42`.`owner_id`,
            `t42`.`pipeline`,
            `t42`.`stage`,
            `t42`.`stage_entered_at`,
            `t42`.`amount`,
            `t42`.`size_band`,
            `t42`.`segment`,
            `t42`.`product`,
            `t42`.`channel`,
            `t42`.`history_complete`,
            `t42`.`is_look_back`,
            `t42`.`answered`,
            `t42`.`doubtful`,
            `t38`.`deal_id` AS `deal_id_right`,
            `t38`.`open`,
            `t38`.`due_at`
          FROM (
            SELECT
              `t40`.`deal_id`,
              `t40`.`as_of`,
              `t40`.`opened_at`,
              `t40`.`account_id`,
              `t40`.`owner_id`,
              `t40`.`pipeline`,
              `t40`.`stage`,
              `t40`.`stage_entered_at`,
              `t40`.`amount`,
              `t40`.`size_band`,
              `t40`.`segment`,
              `t40`.`product`,
              `t40`.`channel`,
              `t40`.`history_complete`,
              `t40`.`is_look_back`,
              `t40`.`answered`,
              `t40`.`doubtful`
            FROM (
              SELECT
                `t3`.`deal_id`,
                `t3`.`as_of`,
                `t3`.`opened_at`,
                `t3`.`account_id`,
                `t3`.`owner_id`,
                `t3`.`pipeline`,
                `t3`.`stage`,
                `t3`.`stage_entered_at`,
                `t3`.`amount`,
                `t3`.`size_band`,
                `t3`.`segment`,
                `t3`.`product`,
                `t3`.`channel`,
                `t3`.`history_complete`,
                `t3`.`is_look_back`,
                `t39`.`deal_id` AS `deal_id_right`,
                `t39`.`answered`,
                `t39`.`doubtful`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t35`.`deal_id`,
                  SUM(IF(`t35`.`is_answered`, 1, 0)) AS `answered`,
                  SUM(IF(`t35`.`is_doubtful`, 1, 0)) AS `doubtful`
                FROM (
                  SELECT
                    `t33`.`deal_id`,
                    `t33`.`row_id`,
                    `t33`.`activity_id`,
                    `t33`.`occurred_at`,
                    `t33`.`asked_in`,
                    `t33`.`content_words`,
                    `t33`.`answer_words`,
                    `t33`.`answer_asks`,
                    `t33`.`answer_defers`,
                    NOT (
                      `t33`.`is_answered`
                    ) AND NOT (
                      `t33`.`is_open`
                    ) AS `is_doubtful`,
                    `t33`.`asked_at`,
                    `t33`.`as_of`,
                    `t33`.`sure_at`,
                    `t33`.`next_at`,
                    `t33`.`is_answered`,
                    `t33`.`is_open`
                  FROM `t32` AS `t33`
                ) AS `t35`
                GROUP BY
                  1
              ) AS `t39`
                ON `t3`.`deal_id` = `t39`.`deal_id`
            ) AS `t40`
          ) AS `t42`
          LEFT OUTER JOIN (
            SELECT
              `t34`.`deal_id`,
              COUNT(*) AS `open`,
              MAX(`t34`.`asked_at` + 604800) AS `due_at`
            FROM (
              SELECT
                `t33`.`deal_id`,
                `t33`.`row_id`,
                `t33`.`activity_id`,
                `t33`.`occurred_at`,
                `t33`.`asked_in`,
                `t33`.`content_words`,
                `t33`.`answer_words`,
                `t33`.`answer_asks`,
                `t33`.`answer_defers`,
                NOT (
                  `t33`.`is_answered`
                ) AND NOT (
                  `t33`.`is_open`
                ) AS `is_doubtful`,
                `t33`.`asked_at`,
                `t33`.`as_of`,
                `t33`.`sure_at`,
                `t33`.`next_at`,
                `t33`.`is_answered`,
                `t33`.`is_open`
              FROM `t32` AS `t33`
              WHERE
                `t33`.`is_open`
            ) AS `t34`
            GROUP BY
              1
          ) AS `t38`
            ON `t42`.`deal_id` = `t38`.`deal_id`
        ) AS `t43`
      ) AS `t45`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`deal_id`,
          TRUE AS `we_wrote`
        FROM (
          SELECT DISTINCT
            `t0`.`deal_id`
          FROM `book_event` AS `t0`
          WHERE
            `t0`.`direction` = 'outbound'
            AND `t0`.`kind` IN ('email', 'chat', 'letter')
            AND NOT (
              `t0`.`is_automated`
            )
        ) AS `t5`
      ) AS `t19`
        ON `t45`.`deal_id` = `t19`.`deal_id`
    ) AS `t46`
  ) AS `t47`
) AS `t48`
