WITH `t20` AS (
  SELECT
    `t19`.`deal_id`,
    `t19`.`row_id`,
    `t19`.`activity_id`,
    `t19`.`occurred_at`,
    `t19`.`asked_in`,
    `t19`.`content_words`,
    `t19`.`answer_words`,
    `t19`.`answer_asks`,
    `t19`.`answer_defers`,
    `t19`.`is_doubtful`,
    `t19`.`asked_at`,
    `t19`.`as_of`,
    `t19`.`sure_at`,
    `t19`.`next_at`,
    NOT (
      `t19`.`is_doubtful`
    )
    AND (
      (
        (
          `t19`.`answer_words` IS NOT NULL
        )
        AND NOT (
          COALESCE(`t19`.`answer_defers`, FALSE)
        )
      )
      OR COALESCE(`t19`.`sure_at` < (
        `t19`.`asked_at` + 604800
      ), FALSE)
    ) AS `is_answered`,
    NOT (
      (
        `t19`.`answer_words` IS NOT NULL
      )
      AND NOT (
        COALESCE(`t19`.`answer_defers`, FALSE)
      )
    )
    AND NOT (
      `t19`.`is_doubtful`
    )
    AND (
      COALESCE(`t19`.`next_at`, `t19`.`as_of` + 1) >= (
        `t19`.`asked_at` + 604800
      )
    ) AS `is_open`
  FROM (
    SELECT
      `t9`.`deal_id`,
      `t9`.`row_id`,
      `t9`.`activity_id`,
      `t9`.`occurred_at`,
      `t9`.`asked_in`,
      `t9`.`content_words`,
      `t9`.`answer_words`,
      `t9`.`answer_asks`,
      `t9`.`answer_defers`,
      `t9`.`is_doubtful`,
      `t9`.`asked_at`,
      `t7`.`as_of`,
      `t18`.`sure_at`,
      `t18`.`next_at`
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
    ) AS `t9`
    INNER JOIN (
      SELECT
        `t1`.`deal_id`,
        `t1`.`as_of`
      FROM `book_deal` AS `t1`
    ) AS `t7`
      ON `t9`.`deal_id` = `t7`.`deal_id`
    LEFT OUTER JOIN (
      SELECT
        `t16`.`deal_id`,
        `t16`.`row_id`,
        MIN(`t16`.`sure_at`) AS `sure_at`,
        MIN(`t16`.`next_at`) AS `next_at`
      FROM (
        SELECT
          `t9`.`deal_id`,
          `t9`.`row_id`,
          `t9`.`asked_at`,
          `t15`.`deal_id` AS `deal_id_right`,
          `t15`.`at`,
          `t15`.`sure_at`,
          `t15`.`next_at`
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
        ) AS `t9`
        INNER JOIN (
          SELECT
            `t1`.`deal_id`,
            `t1`.`as_of`
          FROM `book_deal` AS `t1`
        ) AS `t7`
          ON `t9`.`deal_id` = `t7`.`deal_id`
        INNER JOIN (
          SELECT
            `t13`.`deal_id`,
            IF(
              (
                `t13`.`occurred_at` % 86400
              ) = 0,
              `t13`.`occurred_at` + 86399,
              `t13`.`occurred_at`
            ) AS `at`,
            IF(
              `t13`.`is_sure`,
              IF(
                (
                  `t13`.`occurred_at` % 86400
                ) = 0,
                `t13`.`occurred_at` + 86399,
                `t13`.`occurred_at`
              ),
              CAST(NULL AS BIGINT)
            ) AS `sure_at`,
            IF(
              TRUE,
              IF(
                (
                  `t13`.`occurred_at` % 86400
                ) = 0,
                `t13`.`occurred_at` + 86399,
                `t13`.`occurred_at`
              ),
              CAST(NULL AS BIGINT)
            ) AS `next_at`
          FROM (
            SELECT
              *
            FROM (
              SELECT
                `t0`.`deal_id`,
                `t0`.`activity_id`,
                `t0`.`occurred_at`,
                (
                  `t0`.`kind` IN ('meeting', 'call', 'demo')
                  AND `t0`.`status` IN ('held', 'unknown')
                  AND (
                    `t0`.`direction` <> 'internal'
                  )
                )
                OR (
                  (
                    `t0`.`kind` = 'call'
                  )
                  AND (
                    `t0`.`direction` = 'outbound'
                  )
                  AND (
                    `t0`.`status` = 'missed'
                  )
                )
                OR (
                  `t0`.`kind` IN ('email', 'chat', 'letter')
                  AND NOT (
                    `t0`.`status` IN ('planned', 'moved', 'cancelled')
                  )
                  AND (
                    `t0`.`direction` = 'outbound'
                  )
                ) AS `is_sure`
              FROM `book_event` AS `t0`
              WHERE
                NOT (
                  `t0`.`is_automated`
                )
                AND (
                  (
                    `t0`.`kind` IN ('meeting', 'call', 'demo')
                    AND `t0`.`status` IN ('held', 'unknown')
                    AND (
                      `t0`.`direction` <> 'internal'
                    )
                  )
                  OR (
                    (
                      `t0`.`kind` = 'call'
                    )
                    AND (
                      `t0`.`direction` = 'outbound'
                    )
                    AND (
                      `t0`.`status` = 'missed'
                    )
                  )
                  OR (
                    `t0`.`kind` IN ('email', 'chat', 'letter')
                    AND NOT (
                      `t0`.`status` IN ('planned', 'moved', 'cancelled')
                    )
                    AND (
                      `t0`.`direction` = 'outbound'
                    )
                  )
                  OR (
                    (
                      `t0`.`status` IN ('planned', 'moved', 'cancelled')
                      AND `t0`.`kind` IN ('meeting', 'call', 'demo')
                    )
                    OR (
                      `t0`.`kind` IN ('email', 'chat', 'letter')
                      AND NOT (
                        `t0`.`status` IN ('planned', 'moved', 'cancelled')
                      )
                      AND (
                        `t0`.`direction` = 'unknown'
                      )
                    )
                  )
                )
            ) AS `t12`
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
            ) AS `t6`
          ) AS `t13`
        ) AS `t15`
          ON `t9`.`deal_id` = `t15`.`deal_id` AND `t9`.`asked_at` <= `t15`.`at`
      ) AS `t16`
      GROUP BY
        1,
        2
    ) AS `t18`
      ON `t9`.`deal_id` = `t18`.`deal_id` AND `t9`.`row_id` = `t18`.`row_id`
  ) AS `t19`
)
SELECT
  `t36`.`deal_id`,
  `t36`.`answer`,
  IF(`t36`.`answer` <> 'unknown', CAST(`t36`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t36`.`answer` = 'hit', `t36`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t35`.`deal_id`,
    `t35`.`as_of`,
    `t35`.`opened_at`,
    `t35`.`account_id`,
    `t35`.`owner_id`,
    `t35`.`pipeline`,
    `t35`.`stage`,
    `t35`.`stage_entered_at`,
    `t35`.`amount`,
    `t35`.`size_band`,
    `t35`.`segment`,
    `t35`.`product`,
    `t35`.`channel`,
    `t35`.`history_complete`,
    `t35`.`is_look_back`,
    `t35`.`answered`,
    `t35`.`doubtful`,
    `t35`.`open`,
    `t35`.`due_at`,
    `t35`.`we_wrote`,
    CASE
      WHEN `t35`.`we_wrote` AND (
        `t35`.`open` > 0
      )
      THEN 'hit'
      WHEN (
        `t35`.`answered` > 0
      )
      AND (
        `t35`.`open` IS NULL
      )
      AND (
        `t35`.`doubtful` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t35`.`open`, 0) AS `value`,
    `t35`.`due_at` AS `hit_at`
  FROM (
    SELECT
      `t34`.`deal_id`,
      `t34`.`as_of`,
      `t34`.`opened_at`,
      `t34`.`account_id`,
      `t34`.`owner_id`,
      `t34`.`pipeline`,
      `t34`.`stage`,
      `t34`.`stage_entered_at`,
      `t34`.`amount`,
      `t34`.`size_band`,
      `t34`.`segment`,
      `t34`.`product`,
      `t34`.`channel`,
      `t34`.`history_complete`,
      `t34`.`is_look_back`,
      `t34`.`answered`,
      `t34`.`doubtful`,
      `t34`.`open`,
      `t34`.`due_at`,
      `t34`.`we_wrote`
    FROM (
      SELECT
        `t33`.`deal_id`,
        `t33`.`as_of`,
        `t33`.`opened_at`,
        `t33`.`account_id`,
        `t33`.`owner_id`,
        `t33`.`pipeline`,
        `t33`.`stage`,
        `t33`.`stage_entered_at`,
        `t33`.`amount`,
        `t33`.`size_band`,
        `t33`.`segment`,
        `t33`.`product`,
        `t33`.`channel`,
        `t33`.`history_complete`,
        `t33`.`is_look_back`,
        `t33`.`answered`,
        `t33`.`doubtful`,
        `t33`.`open`,
        `t33`.`due_at`,
        `t11`.`deal_id` AS `deal_id_right`,
        `t11`.`we_wrote`
      FROM (
        SELECT
          `t31`.`deal_id`,
          `t31`.`as_of`,
          `t31`.`opened_at`,
          `t31`.`account_id`,
          `t31`.`owner_id`,
          `t31`.`pipeline`,
          `t31`.`stage`,
          `t31`.`stage_entered_at`,
          `t31`.`amount`,
          `t31`.`size_band`,
          `t31`.`segment`,
          `t31`.`product`,
          `t31`.`channel`,
          `t31`.`history_complete`,
          `t31`.`is_look_back`,
          `t31`.`answered`,
          `t31`.`doubtful`,
          `t31`.`open`,
          `t31`.`due_at`
        FROM (
          SELECT
            `t30`.`deal_id`,
            `t30`.`as_of`,
            `t30`.`opened_at`,
            `t30`.`account_id`,
            `t30`.`owner_id`,
            `t30`.`pipeline`,
            `t30`.`stage`,
            `t30`.`stage_entered_at`,
            `t30`.`amount`,
            `t30`.`size_band`,
            `t30`.`segment`,
            `t30`.`product`,
            `t30`.`channel`,
            `t30`.`history_complete`,
            `t30`.`is_look_back`,
            `t30`.`answered`,
            `t30`.`doubtful`,
            `t26`.`deal_id` AS `deal_id_right`,
            `t26`.`open`,
            `t26`.`due_at`
          FROM (
            SELECT
              `t28`.`deal_id`,
              `t28`.`as_of`,
              `t28`.`opened_at`,
              `t28`.`account_id`,
              `t28`.`owner_id`,
              `t28`.`pipeline`,
              `t28`.`stage`,
              `t28`.`stage_entered_at`,
              `t28`.`amount`,
              `t28`.`size_band`,
              `t28`.`segment`,
              `t28`.`product`,
              `t28`.`channel`,
              `t28`.`history_complete`,
              `t28`.`is_look_back`,
              `t28`.`answered`,
              `t28`.`doubtful`
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
                `t27`.`deal_id` AS `deal_id_right`,
                `t27`.`answered`,
                `t27`.`doubtful`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t23`.`deal_id`,
                  SUM(IF(`t23`.`is_answered`, 1, 0)) AS `answered`,
                  SUM(IF(`t23`.`is_doubtful`, 1, 0)) AS `doubtful`
                FROM (
                  SELECT
                    `t21`.`deal_id`,
                    `t21`.`row_id`,
                    `t21`.`activity_id`,
                    `t21`.`occurred_at`,
                    `t21`.`asked_in`,
                    `t21`.`content_words`,
                    `t21`.`answer_words`,
                    `t21`.`answer_asks`,
                    `t21`.`answer_defers`,
                    NOT (
                      `t21`.`is_answered`
                    ) AND NOT (
                      `t21`.`is_open`
                    ) AS `is_doubtful`,
                    `t21`.`asked_at`,
                    `t21`.`as_of`,
                    `t21`.`sure_at`,
                    `t21`.`next_at`,
                    `t21`.`is_answered`,
                    `t21`.`is_open`
                  FROM `t20` AS `t21`
                ) AS `t23`
                GROUP BY
                  1
              ) AS `t27`
                ON `t3`.`deal_id` = `t27`.`deal_id`
            ) AS `t28`
          ) AS `t30`
          LEFT OUTER JOIN (
            SELECT
              `t22`.`deal_id`,
              COUNT(*) AS `open`,
              MAX(`t22`.`asked_at` + 604800) AS `due_at`
            FROM (
              SELECT
                `t21`.`deal_id`,
                `t21`.`row_id`,
                `t21`.`activity_id`,
                `t21`.`occurred_at`,
                `t21`.`asked_in`,
                `t21`.`content_words`,
                `t21`.`answer_words`,
                `t21`.`answer_asks`,
                `t21`.`answer_defers`,
                NOT (
                  `t21`.`is_answered`
                ) AND NOT (
                  `t21`.`is_open`
                ) AS `is_doubtful`,
                `t21`.`asked_at`,
                `t21`.`as_of`,
                `t21`.`sure_at`,
                `t21`.`next_at`,
                `t21`.`is_answered`,
                `t21`.`is_open`
              FROM `t20` AS `t21`
              WHERE
                `t21`.`is_open`
            ) AS `t22`
            GROUP BY
              1
          ) AS `t26`
            ON `t30`.`deal_id` = `t26`.`deal_id`
        ) AS `t31`
      ) AS `t33`
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
      ) AS `t11`
        ON `t33`.`deal_id` = `t11`.`deal_id`
    ) AS `t34`
  ) AS `t35`
) AS `t36`
