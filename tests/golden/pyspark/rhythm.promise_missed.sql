WITH `t23` AS (
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
  ) AS `t21`
), `t27` AS (
  SELECT
    `t22`.`deal_id`,
    `t22`.`row_id`,
    `t22`.`activity_id`,
    `t22`.`occurred_at`,
    `t22`.`made_in`,
    `t22`.`due_at`,
    `t22`.`is_done`,
    `t22`.`done_at`,
    `t22`.`asked_at`,
    `t22`.`until`,
    `t10`.`as_of`,
    `t10`.`is_look_back`
  FROM (
    SELECT
      `t2`.`deal_id`,
      `t2`.`row_id`,
      `t2`.`activity_id`,
      `t2`.`occurred_at`,
      `t2`.`made_in`,
      `t2`.`due_at`,
      `t2`.`is_done`,
      `t2`.`done_at`,
      `t2`.`occurred_at` + 1 AS `asked_at`,
      COALESCE(`t2`.`due_at`, `t2`.`occurred_at` + 1209600) + 172800 AS `until`
    FROM `book_promise` AS `t2`
  ) AS `t22`
  INNER JOIN (
    SELECT
      `t1`.`deal_id`,
      `t1`.`as_of`,
      `t1`.`is_look_back`
    FROM `book_deal` AS `t1`
  ) AS `t10`
    ON `t22`.`deal_id` = `t10`.`deal_id`
), `t45` AS (
  SELECT
    `t44`.`deal_id`,
    `t44`.`row_id`,
    `t44`.`activity_id`,
    `t44`.`occurred_at`,
    `t44`.`made_in`,
    `t44`.`due_at`,
    `t44`.`is_done`,
    `t44`.`done_at`,
    `t44`.`asked_at`,
    `t44`.`until`,
    `t44`.`as_of`,
    `t44`.`is_look_back`,
    `t44`.`sure_at`,
    `t44`.`next_at`,
    `t44`.`heard_at`,
    (
      COALESCE(`t44`.`is_done`, FALSE)
      AND (
        (
          `t44`.`done_at` IS NULL
        ) OR (
          `t44`.`done_at` <= `t44`.`until`
        )
      )
    )
    OR COALESCE(`t44`.`sure_at` <= `t44`.`until`, FALSE) AS `is_kept`,
    NOT (
      (
        COALESCE(`t44`.`is_done`, FALSE)
        AND (
          (
            `t44`.`done_at` IS NULL
          ) OR (
            `t44`.`done_at` <= `t44`.`until`
          )
        )
      )
      OR COALESCE(`t44`.`sure_at` <= `t44`.`until`, FALSE)
    )
    AND NOT (
      COALESCE(`t44`.`is_look_back`, FALSE)
      AND (
        `t44`.`next_at` IS NULL
      )
      AND (
        `t44`.`heard_at` IS NOT NULL
      )
    )
    AND NOT (
      (
        `t44`.`made_in` = 'task'
      ) AND (
        `t44`.`is_done` IS NULL
      )
    )
    AND NOT (
      COALESCE(`t44`.`next_at` <= `t44`.`until`, FALSE)
    ) AS `is_missed`
  FROM (
    SELECT
      `t33`.`deal_id`,
      `t33`.`row_id`,
      `t33`.`activity_id`,
      `t33`.`occurred_at`,
      `t33`.`made_in`,
      `t33`.`due_at`,
      `t33`.`is_done`,
      `t33`.`done_at`,
      `t33`.`asked_at`,
      `t33`.`until`,
      `t33`.`as_of`,
      `t33`.`is_look_back`,
      `t43`.`sure_at`,
      `t43`.`next_at`,
      `t43`.`heard_at`
    FROM (
      SELECT
        *
      FROM `t27` AS `t29`
      WHERE
        `t29`.`until` <= `t29`.`as_of`
    ) AS `t33`
    LEFT OUTER JOIN (
      SELECT
        `t41`.`deal_id`,
        `t41`.`row_id`,
        `t41`.`sure_at`,
        `t41`.`next_at`,
        `t41`.`heard_at`
      FROM (
        SELECT
          `t40`.`deal_id`,
          `t40`.`row_id`,
          `t40`.`at`,
          `t40`.`is_ask`,
          MIN(`t40`.`sure_at`) OVER (
            PARTITION BY `t40`.`deal_id`
            ORDER BY `t40`.`at` DESC, `t40`.`is_ask` ASC NULLS LAST, `t40`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `sure_at`,
          MIN(`t40`.`next_at`) OVER (
            PARTITION BY `t40`.`deal_id`
            ORDER BY `t40`.`at` DESC, `t40`.`is_ask` ASC NULLS LAST, `t40`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `next_at`,
          MIN(`t40`.`heard_at`) OVER (
            PARTITION BY `t40`.`deal_id`
            ORDER BY `t40`.`at` DESC, `t40`.`is_ask` ASC NULLS LAST, `t40`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `heard_at`
        FROM (
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
                  `t29`.`deal_id`,
                  `t29`.`row_id`,
                  `t29`.`asked_at` AS `at`,
                  1 AS `is_ask`,
                  CAST(NULL AS BIGINT) AS `sure_at`,
                  CAST(NULL AS BIGINT) AS `next_at`,
                  CAST(NULL AS BIGINT) AS `heard_at`
                FROM `t27` AS `t29`
                WHERE
                  `t29`.`until` <= `t29`.`as_of`
              ) AS `t31`
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
                  CAST(NULL AS BIGINT) AS `next_at`,
                  CAST(NULL AS BIGINT) AS `heard_at`
                FROM (
                  SELECT
                    *
                  FROM `t23` AS `t24`
                  WHERE
                    `t24`.`is_sure`
                ) AS `t28`
                LEFT SEMI JOIN (
                  SELECT DISTINCT
                    `t29`.`deal_id`
                  FROM `t27` AS `t29`
                  WHERE
                    `t29`.`until` <= `t29`.`as_of`
                ) AS `t34`
                  ON `t28`.`deal_id` = `t34`.`deal_id`
              ) AS `t37`
            ) AS `t38`
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
                ) AS `next_at`,
                CAST(NULL AS BIGINT) AS `heard_at`
              FROM `t23` AS `t25`
              LEFT SEMI JOIN (
                SELECT DISTINCT
                  `t29`.`deal_id`
                FROM `t27` AS `t29`
                WHERE
                  `t29`.`until` <= `t29`.`as_of`
              ) AS `t34`
                ON `t25`.`deal_id` = `t34`.`deal_id`
            ) AS `t36`
          ) AS `t39`
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              `t16`.`deal_id`,
              CAST(NULL AS BIGINT) AS `row_id`,
              IF(
                (
                  `t16`.`occurred_at` % 86400
                ) = 0,
                `t16`.`occurred_at` + 86399,
                `t16`.`occurred_at`
              ) AS `at`,
              0 AS `is_ask`,
              CAST(NULL AS BIGINT) AS `sure_at`,
              CAST(NULL AS BIGINT) AS `next_at`,
              IF(
                (
                  `t16`.`occurred_at` % 86400
                ) = 0,
                `t16`.`occurred_at` + 86399,
                `t16`.`occurred_at`
              ) AS `heard_at`
            FROM (
              SELECT
                *
              FROM `book_event` AS `t0`
              WHERE
                `t0`.`direction` = 'inbound'
                AND `t0`.`kind` IN ('email', 'chat', 'letter')
                AND NOT (
                  `t0`.`is_automated`
                )
                AND NOT (
                  `t0`.`status` IN ('planned', 'moved', 'cancelled')
                )
            ) AS `t16`
            LEFT SEMI JOIN (
              SELECT DISTINCT
                `t29`.`deal_id`
              FROM `t27` AS `t29`
              WHERE
                `t29`.`until` <= `t29`.`as_of`
            ) AS `t34`
              ON `t16`.`deal_id` = `t34`.`deal_id`
          ) AS `t35`
        ) AS `t40`
      ) AS `t41`
      WHERE
        `t41`.`is_ask` = 1
    ) AS `t43`
      ON `t33`.`deal_id` = `t43`.`deal_id` AND `t33`.`row_id` = `t43`.`row_id`
  ) AS `t44`
)
SELECT
  `t61`.`deal_id`,
  `t61`.`answer`,
  IF(`t61`.`answer` <> 'unknown', CAST(`t61`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t61`.`answer` = 'hit', `t61`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t60`.`deal_id`,
    `t60`.`as_of`,
    `t60`.`opened_at`,
    `t60`.`account_id`,
    `t60`.`owner_id`,
    `t60`.`pipeline`,
    `t60`.`stage`,
    `t60`.`stage_entered_at`,
    `t60`.`amount`,
    `t60`.`size_band`,
    `t60`.`segment`,
    `t60`.`product`,
    `t60`.`channel`,
    `t60`.`history_complete`,
    `t60`.`is_look_back`,
    `t60`.`kept`,
    `t60`.`doubtful`,
    `t60`.`missed`,
    `t60`.`overdue_at`,
    `t60`.`we_wrote`,
    CASE
      WHEN `t60`.`we_wrote` AND (
        `t60`.`missed` > 0
      )
      THEN 'hit'
      WHEN `t60`.`we_wrote`
      AND (
        `t60`.`kept` > 0
      )
      AND (
        `t60`.`missed` IS NULL
      )
      AND (
        `t60`.`doubtful` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t60`.`missed`, 0) AS `value`,
    `t60`.`overdue_at` AS `hit_at`
  FROM (
    SELECT
      `t59`.`deal_id`,
      `t59`.`as_of`,
      `t59`.`opened_at`,
      `t59`.`account_id`,
      `t59`.`owner_id`,
      `t59`.`pipeline`,
      `t59`.`stage`,
      `t59`.`stage_entered_at`,
      `t59`.`amount`,
      `t59`.`size_band`,
      `t59`.`segment`,
      `t59`.`product`,
      `t59`.`channel`,
      `t59`.`history_complete`,
      `t59`.`is_look_back`,
      `t59`.`kept`,
      `t59`.`doubtful`,
      `t59`.`missed`,
      `t59`.`overdue_at`,
      `t59`.`we_wrote`
    FROM (
      SELECT
        `t58`.`deal_id`,
        `t58`.`as_of`,
        `t58`.`opened_at`,
        `t58`.`account_id`,
        `t58`.`owner_id`,
        `t58`.`pipeline`,
        `t58`.`stage`,
        `t58`.`stage_entered_at`,
        `t58`.`amount`,
        `t58`.`size_band`,
        `t58`.`segment`,
        `t58`.`product`,
        `t58`.`channel`,
        `t58`.`history_complete`,
        `t58`.`is_look_back`,
        `t58`.`kept`,
        `t58`.`doubtful`,
        `t58`.`missed`,
        `t58`.`overdue_at`,
        `t20`.`deal_id` AS `deal_id_right`,
        `t20`.`we_wrote`
      FROM (
        SELECT
          `t56`.`deal_id`,
          `t56`.`as_of`,
          `t56`.`opened_at`,
          `t56`.`account_id`,
          `t56`.`owner_id`,
          `t56`.`pipeline`,
          `t56`.`stage`,
          `t56`.`stage_entered_at`,
          `t56`.`amount`,
          `t56`.`size_band`,
          `t56`.`segment`,
          `t56`.`product`,
          `t56`.`channel`,
          `t56`.`history_complete`,
          `t56`.`is_look_back`,
          `t56`.`kept`,
          `t56`.`doubtful`,
          `t56`.`missed`,
          `t56`.`overdue_at`
        FROM (
          SELECT
            `t55`.`deal_id`,
            `t55`.`as_of`,
            `t55`.`opened_at`,
            `t55`.`account_id`,
            `t55`.`owner_id`,
            `t55`.`pipeline`,
            `t55`.`stage`,
            `t55`.`stage_entered_at`,
            `t55`.`amount`,
            `t55`.`size_band`,
            `t55`.`segment`,
            `t55`.`product`,
            `t55`.`channel`,
            `t55`.`history_complete`,
            `t55`.`is_look_back`,
            `t55`.`kept`,
            `t55`.`doubtful`,
            `t50`.`deal_id` AS `deal_id_right`,
            `t50`.`missed`,
            `t50`.`overdue_at`
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
              `t53`.`kept`,
              `t53`.`doubtful`
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
                `t52`.`deal_id` AS `deal_id_right`,
                `t52`.`kept`,
                `t52`.`doubtful`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t48`.`deal_id`,
                  SUM(IF(`t48`.`is_kept`, 1, 0)) AS `kept`,
                  SUM(IF(`t48`.`is_doubtful`, 1, 0)) AS `doubtful`
                FROM (
                  SELECT
                    `t46`.`deal_id`,
                    `t46`.`row_id`,
                    `t46`.`activity_id`,
                    `t46`.`occurred_at`,
                    `t46`.`made_in`,
                    `t46`.`due_at`,
                    `t46`.`is_done`,
                    `t46`.`done_at`,
                    `t46`.`asked_at`,
                    `t46`.`until`,
                    `t46`.`as_of`,
                    `t46`.`is_look_back`,
                    `t46`.`sure_at`,
                    `t46`.`next_at`,
                    `t46`.`heard_at`,
                    `t46`.`is_kept`,
                    `t46`.`is_missed`,
                    NOT (
                      `t46`.`is_kept`
                    ) AND NOT (
                      `t46`.`is_missed`
                    ) AS `is_doubtful`
                  FROM `t45` AS `t46`
                ) AS `t48`
                GROUP BY
                  1
              ) AS `t52`
                ON `t3`.`deal_id` = `t52`.`deal_id`
            ) AS `t53`
          ) AS `t55`
          LEFT OUTER JOIN (
            SELECT
              `t47`.`deal_id`,
              COUNT(*) AS `missed`,
              MAX(`t47`.`until`) AS `overdue_at`
            FROM (
              SELECT
                `t46`.`deal_id`,
                `t46`.`row_id`,
                `t46`.`activity_id`,
                `t46`.`occurred_at`,
                `t46`.`made_in`,
                `t46`.`due_at`,
                `t46`.`is_done`,
                `t46`.`done_at`,
                `t46`.`asked_at`,
                `t46`.`until`,
                `t46`.`as_of`,
                `t46`.`is_look_back`,
                `t46`.`sure_at`,
                `t46`.`next_at`,
                `t46`.`heard_at`,
                `t46`.`is_kept`,
                `t46`.`is_missed`,
                NOT (
                  `t46`.`is_kept`
                ) AND NOT (
                  `t46`.`is_missed`
                ) AS `is_doubtful`
              FROM `t45` AS `t46`
              WHERE
                `t46`.`is_missed`
            ) AS `t47`
            GROUP BY
              1
          ) AS `t50`
            ON `t55`.`deal_id` = `t50`.`deal_id`
        ) AS `t56`
      ) AS `t58`
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
      ) AS `t20`
        ON `t58`.`deal_id` = `t20`.`deal_id`
    ) AS `t59`
  ) AS `t60`
) AS `t61`
