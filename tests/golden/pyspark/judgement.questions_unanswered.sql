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
), `t38` AS (
  SELECT
    `t37`.`deal_id`,
    `t37`.`row_id`,
    `t37`.`activity_id`,
    `t37`.`occurred_at`,
    `t37`.`asked_in`,
    `t37`.`content_words`,
    `t37`.`answer_words`,
    `t37`.`answer_asks`,
    `t37`.`answer_defers`,
    `t37`.`is_doubtful`,
    `t37`.`asked_at`,
    `t37`.`as_of`,
    `t37`.`sure_at`,
    `t37`.`next_at`,
    NOT (
      `t37`.`is_doubtful`
    )
    AND (
      (
        (
          `t37`.`answer_words` IS NOT NULL
        )
        AND NOT (
          COALESCE(`t37`.`answer_defers`, FALSE)
        )
      )
      OR COALESCE(`t37`.`sure_at` < (
        `t37`.`asked_at` + 604800
      ), FALSE)
    ) AS `is_answered`,
    NOT (
      (
        `t37`.`answer_words` IS NOT NULL
      )
      AND NOT (
        COALESCE(`t37`.`answer_defers`, FALSE)
      )
    )
    AND NOT (
      `t37`.`is_doubtful`
    )
    AND (
      COALESCE(`t37`.`next_at`, `t37`.`as_of` + 1) >= (
        `t37`.`asked_at` + 604800
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
      `t36`.`sure_at`,
      `t36`.`next_at`
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
        `t34`.`deal_id`,
        `t34`.`row_id`,
        `t34`.`sure_at`,
        `t34`.`next_at`
      FROM (
        SELECT
          `t33`.`deal_id`,
          `t33`.`row_id`,
          `t33`.`at`,
          `t33`.`is_ask`,
          MIN(`t33`.`sure_at`) OVER (
            PARTITION BY `t33`.`deal_id`
            ORDER BY `t33`.`at` DESC, `t33`.`is_ask` ASC NULLS LAST, `t33`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `sure_at`,
          MIN(`t33`.`next_at`) OVER (
            PARTITION BY `t33`.`deal_id`
            ORDER BY `t33`.`at` DESC, `t33`.`is_ask` ASC NULLS LAST, `t33`.`row_id` DESC
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
                `t28`.`deal_id`,
                CAST(NULL AS BIGINT) AS `row_id`,
                IF(
                  (
                    `t28`.`occurred_at` % 86400
                  ) = 0,
                  `t28`.`occurred_at` + 86399,
                  `t28`.`occurred_at`
                ) AS `at`,
                0 AS `is_ask`,
                IF(
                  (
                    `t28`.`occurred_at` % 86400
                  ) = 0,
                  `t28`.`occurred_at` + 86399,
                  `t28`.`occurred_at`
                ) AS `sure_at`,
                CAST(NULL AS BIGINT) AS `next_at`
              FROM (
                SELECT
                  *
                FROM `t21` AS `t22`
                WHERE
                  `t22`.`is_sure`
              ) AS `t28`
              LEFT SEMI JOIN (
                SELECT DISTINCT
                  *
                FROM (
                  SELECT
                    `t15`.`deal_id`
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
                ) AS `t24`
              ) AS `t29`
                ON `t28`.`deal_id` = `t29`.`deal_id`
            ) AS `t31`
          ) AS `t32`
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              `t25`.`deal_id`,
              CAST(NULL AS BIGINT) AS `row_id`,
              IF(
                (
                  `t25`.`occurred_at` % 86400
                ) = 0,
                `t25`.`occurred_at` + 86399,
                `t25`.`occurred_at`
              ) AS `at`,
              0 AS `is_ask`,
              CAST(NULL AS BIGINT) AS `sure_at`,
              IF(
                (
                  `t25`.`occurred_at` % 86400
                ) = 0,
                `t25`.`occurred_at` + 86399,
                `t25`.`occurred_at`
              ) AS `next_at`
            FROM `t21` AS `t25`
            LEFT SEMI JOIN (
              SELECT DISTINCT
                *
              FROM (
                SELECT
                  `t15`.`deal_id`
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
              ) AS `t24`
            ) AS `t29`
              ON `t25`.`deal_id` = `t29`.`deal_id`
          ) AS `t30`
        ) AS `t33`
      ) AS `t34`
      WHERE
        `t34`.`is_ask` = 1
    ) AS `t36`
      ON `t15`.`deal_id` = `t36`.`deal_id` AND `t15`.`row_id` = `t36`.`row_id`
  ) AS `t37`
)
SELECT
  `t54`.`deal_id`,
  `t54`.`answer`,
  IF(`t54`.`answer` <> 'unknown', CAST(`t54`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t54`.`answer` = 'hit', `t54`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t53`.`deal_id`,
    `t53`.`as_of`,
    `t53`.`opened_at`,
    `t53`.`account_id`,
    `t53`.`owner_id`,
    `t53`.`pipeline`,
    `t53`.`stage`,
    `t53`.`stage_entered_at`,
    `t53`.`amount`,
    `t53`.`size_band`,
    `t53`.`segment`,
    `t53`.`product`,
    `t53`.`channel`,
    `t53`.`history_complete`,
    `t53`.`is_look_back`,
    `t53`.`answered`,
    `t53`.`doubtful`,
    `t53`.`open`,
    `t53`.`due_at`,
    `t53`.`we_wrote`,
    CASE
      WHEN `t53`.`we_wrote` AND (
        `t53`.`open` > 0
      )
      THEN 'hit'
      WHEN (
        `t53`.`answered` > 0
      )
      AND (
        `t53`.`open` IS NULL
      )
      AND (
        `t53`.`doubtful` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t53`.`open`, 0) AS `value`,
    `t53`.`due_at` AS `hit_at`
  FROM (
    SELECT
      `t52`.`deal_id`,
      `t52`.`as_of`,
      `t52`.`opened_at`,
      `t52`.`account_id`,
      `t52`.`owner_id`,
      `t52`.`pipeline`,
      `t52`.`stage`,
      `t52`.`stage_entered_at`,
      `t52`.`amount`,
      `t52`.`size_band`,
      `t52`.`segment`,
      `t52`.`product`,
      `t52`.`channel`,
      `t52`.`history_complete`,
      `t52`.`is_look_back`,
      `t52`.`answered`,
      `t52`.`doubtful`,
      `t52`.`open`,
      `t52`.`due_at`,
      `t52`.`we_wrote`
    FROM (
      SELECT
        `t51`.`deal_id`,
        `t51`.`as_of`,
        `t51`.`opened_at`,
        `t51`.`account_id`,
        `t51`.`owner_id`,
        `t51`.`pipeline`,
        `t51`.`stage`,
        `t51`.`stage_entered_at`,
        `t51`.`amount`,
        `t51`.`size_band`,
        `t51`.`segment`,
        `t51`.`product`,
        `t51`.`channel`,
        `t51`.`history_complete`,
        `t51`.`is_look_back`,
        `t51`.`answered`,
        `t51`.`doubtful`,
        `t51`.`open`,
        `t51`.`due_at`,
        `t19`.`deal_id` AS `deal_id_right`,
        `t19`.`we_wrote`
      FROM (
        SELECT
          `t49`.`deal_id`,
          `t49`.`as_of`,
          `t49`.`opened_at`,
          `t49`.`account_id`,
          `t49`.`owner_id`,
          `t49`.`pipeline`,
          `t49`.`stage`,
          `t49`.`stage_entered_at`,
          `t49`.`amount`,
          `t49`.`size_band`,
          `t49`.`segment`,
          `t49`.`product`,
          `t49`.`channel`,
          `t49`.`history_complete`,
          `t49`.`is_look_back`,
          `t49`.`answered`,
          `t49`.`doubtful`,
          `t49`.`open`,
          `t49`.`due_at`
        FROM (
          SELECT
            `t48`.`deal_id`,
            `t48`.`as_of`,
            `t48`.`opened_at`,
            `t48`.`account_id`,
            `t48`.`owner_id`,
            `t48`.`pipeline`,
            `t48`.`stage`,
            `t48`.`stage_entered_at`,
            `t48`.`amount`,
            `t48`.`size_band`,
            `t48`.`segment`,
            `t48`.`product`,
            `t48`.`channel`,
            `t48`.`history_complete`,
            `t48`.`is_look_back`,
            `t48`.`answered`,
            `t48`.`doubtful`,
            `t44`.`deal_id` AS `deal_id_right`,
            `t44`.`open`,
            `t44`.`due_at`
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
              `t46`.`doubtful`
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
                `t45`.`deal_id` AS `deal_id_right`,
                `t45`.`answered`,
                `t45`.`doubtful`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t41`.`deal_id`,
                  SUM(IF(`t41`.`is_answered`, 1, 0)) AS `answered`,
                  SUM(IF(`t41`.`is_doubtful`, 1, 0)) AS `doubtful`
                FROM (
                  SELECT
                    `t39`.`deal_id`,
                    `t39`.`row_id`,
                    `t39`.`activity_id`,
                    `t39`.`occurred_at`,
                    `t39`.`asked_in`,
                    `t39`.`content_words`,
                    `t39`.`answer_words`,
                    `t39`.`answer_asks`,
                    `t39`.`answer_defers`,
                    NOT (
                      `t39`.`is_answered`
                    ) AND NOT (
                      `t39`.`is_open`
                    ) AS `is_doubtful`,
                    `t39`.`asked_at`,
                    `t39`.`as_of`,
                    `t39`.`sure_at`,
                    `t39`.`next_at`,
                    `t39`.`is_answered`,
                    `t39`.`is_open`
                  FROM `t38` AS `t39`
                ) AS `t41`
                GROUP BY
                  1
              ) AS `t45`
                ON `t3`.`deal_id` = `t45`.`deal_id`
            ) AS `t46`
          ) AS `t48`
          LEFT OUTER JOIN (
            SELECT
              `t40`.`deal_id`,
              COUNT(*) AS `open`,
              MAX(`t40`.`asked_at` + 604800) AS `due_at`
            FROM (
              SELECT
                `t39`.`deal_id`,
                `t39`.`row_id`,
                `t39`.`activity_id`,
                `t39`.`occurred_at`,
                `t39`.`asked_in`,
                `t39`.`content_words`,
                `t39`.`answer_words`,
                `t39`.`answer_asks`,
                `t39`.`answer_defers`,
                NOT (
                  `t39`.`is_answered`
                ) AND NOT (
                  `t39`.`is_open`
                ) AS `is_doubtful`,
                `t39`.`asked_at`,
                `t39`.`as_of`,
                `t39`.`sure_at`,
                `t39`.`next_at`,
                `t39`.`is_answered`,
                `t39`.`is_open`
              FROM `t38` AS `t39`
              WHERE
                `t39`.`is_open`
            ) AS `t40`
            GROUP BY
              1
          ) AS `t44`
            ON `t48`.`deal_id` = `t44`.`deal_id`
        ) AS `t49`
      ) AS `t51`
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
        ON `t51`.`deal_id` = `t19`.`deal_id`
    ) AS `t52`
  ) AS `t53`
) AS `t54`
