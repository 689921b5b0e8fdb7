WITH `t15` AS (
  SELECT
    `t12`.`deal_id`,
    `t12`.`row_id`,
    `t12`.`activity_id`,
    `t12`.`occurred_at`,
    `t12`.`made_in`,
    `t12`.`due_at`,
    `t12`.`is_done`,
    `t12`.`done_at`,
    `t12`.`asked_at`,
    `t12`.`until`,
    `t7`.`as_of`,
    `t7`.`is_look_back`
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
  ) AS `t12`
  INNER JOIN (
    SELECT
      `t1`.`deal_id`,
      `t1`.`as_of`,
      `t1`.`is_look_back`
    FROM `book_deal` AS `t1`
  ) AS `t7`
    ON `t12`.`deal_id` = `t7`.`deal_id`
), `t32` AS (
  SELECT
    `t31`.`deal_id`,
    `t31`.`row_id`,
    `t31`.`activity_id`,
    `t31`.`occurred_at`,
    `t31`.`made_in`,
    `t31`.`due_at`,
    `t31`.`is_done`,
    `t31`.`done_at`,
    `t31`.`asked_at`,
    `t31`.`until`,
    `t31`.`as_of`,
    `t31`.`is_look_back`,
    `t31`.`sure_at`,
    `t31`.`next_at`,
    `t31`.`heard_at`,
    (
      COALESCE(`t31`.`is_done`, FALSE)
      AND (
        (
          `t31`.`done_at` IS NULL
        ) OR (
          `t31`.`done_at` <= `t31`.`until`
        )
      )
    )
    OR COALESCE(`t31`.`sure_at` <= `t31`.`until`, FALSE) AS `is_kept`,
    NOT (
      (
        COALESCE(`t31`.`is_done`, FALSE)
        AND (
          (
            `t31`.`done_at` IS NULL
          ) OR (
            `t31`.`done_at` <= `t31`.`until`
          )
        )
      )
      OR COALESCE(`t31`.`sure_at` <= `t31`.`until`, FALSE)
    )
    AND NOT (
      COALESCE(`t31`.`is_look_back`, FALSE)
      AND (
        `t31`.`next_at` IS NULL
      )
      AND (
        `t31`.`heard_at` IS NOT NULL
      )
    )
    AND NOT (
      (
        `t31`.`made_in` = 'task'
      ) AND (
        `t31`.`is_done` IS NULL
      )
    )
    AND NOT (
      COALESCE(`t31`.`next_at` <= `t31`.`until`, FALSE)
    ) AS `is_missed`
  FROM (
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
      `t22`.`as_of`,
      `t22`.`is_look_back`,
      `t30`.`sure_at`,
      `t30`.`next_at`,
      `t30`.`heard_at`
    FROM (
      SELECT
        *
      FROM `t15` AS `t17`
      WHERE
        `t17`.`until` <= `t17`.`as_of`
    ) AS `t22`
    LEFT OUTER JOIN (
      SELECT
        `t28`.`deal_id`,
        `t28`.`row_id`,
        `t28`.`sure_at`,
        `t28`.`next_at`,
        `t28`.`heard_at`
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
          ) AS `next_at`,
          MIN(`t27`.`heard_at`) OVER (
            PARTITION BY `t27`.`deal_id`
            ORDER BY `t27`.`at` DESC, `t27`.`is_ask` ASC NULLS LAST, `t27`.`row_id` DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
          ) AS `heard_at`
        FROM (
          SELECT
            *
          FROM (
            SELECT
              `t17`.`deal_id`,
              `t17`.`row_id`,
              `t17`.`asked_at` AS `at`,
              1 AS `is_ask`,
              CAST(NULL AS BIGINT) AS `sure_at`,
              CAST(NULL AS BIGINT) AS `next_at`,
              CAST(NULL AS BIGINT) AS `heard_at`
            FROM `t15` AS `t17`
            WHERE
              `t17`.`until` <= `t17`.`as_of`
          ) AS `t20`
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              `t25`.`deal_id`,
              `t25`.`row_id`,
              `t25`.`at`,
              `t25`.`is_ask`,
              `t25`.`sure_at`,
              `t25`.`next_at`,
              `t25`.`heard_at`
            FROM (
              SELECT
                `t18`.`deal_id`,
                CAST(NULL AS BIGINT) AS `row_id`,
                IF(
                  (
                    `t18`.`occurred_at` % 86400
                  ) = 0,
                  `t18`.`occurred_at` + 86399,
                  `t18`.`occurred_at`
                ) AS `at`,
                0 AS `is_ask`,
                IF(
                  `t18`.`is_sure`,
                  IF(
                    (
                      `t18`.`occurred_at` % 86400
                    ) = 0,
                    `t18`.`occurred_at` + 86399,
                    `t18`.`occurred_at`
                  ),
                  CAST(NULL AS BIGINT)
                ) AS `sure_at`,
                IF(
                  `t18`.`is_ours`,
                  IF(
                    (
                      `t18`.`occurred_at` % 86400
                    ) = 0,
                    `t18`.`occurred_at` + 86399,
                    `t18`.`occurred_at`
                  ),
                  CAST(NULL AS BIGINT)
                ) AS `next_at`,
                IF(
                  NOT (
                    `t18`.`is_ours`
                  ),
                  IF(
                    (
                      `t18`.`occurred_at` % 86400
                    ) = 0,
                    `t18`.`occurred_at` + 86399,
                    `t18`.`occurred_at`
                  ),
                  CAST(NULL AS BIGINT)
                ) AS `heard_at`
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t14`.`deal_id`,
                    `t14`.`activity_id`,
                    `t14`.`occurred_at`,
                    `t14`.`is_sure`,
                    TRUE AS `is_ours`
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
                    ) AS `t13`
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
                  ) AS `t14`
                ) AS `t16`
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    `t0`.`deal_id`,
                    `t0`.`activity_id`,
                    `t0`.`occurred_at`,
                    FALSE AS `is_sure`,
                    FALSE AS `is_ours`
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
                ) AS `t8`
              ) AS `t18`
            ) AS `t25`
            LEFT SEMI JOIN (
              SELECT DISTINCT
                `t17`.`deal_id`
              FROM `t15` AS `t17`
              WHERE
                `t17`.`until` <= `t17`.`as_of`
            ) AS `t23`
              ON `t25`.`deal_id` = `t23`.`deal_id`
          ) AS `t26`
        ) AS `t27`
      ) AS `t28`
      WHERE
        `t28`.`is_ask` = 1
    ) AS `t30`
      ON `t22`.`deal_id` = `t30`.`deal_id` AND `t22`.`row_id` = `t30`.`row_id`
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
    `t47`.`kept`,
    `t47`.`doubtful`,
    `t47`.`missed`,
    `t47`.`overdue_at`,
    `t47`.`we_wrote`,
    CASE
      WHEN `t47`.`we_wrote` AND (
        `t47`.`missed` > 0
      )
      THEN 'hit'
      WHEN `t47`.`we_wrote`
      AND (
        `t47`.`kept` > 0
      )
      AND (
        `t47`.`missed` IS NULL
      )
      AND (
        `t47`.`doubtful` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t47`.`missed`, 0) AS `value`,
    `t47`.`overdue_at` AS `hit_at`
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
      `t46`.`kept`,
      `t46`.`doubtful`,
      `t46`.`missed`,
      `t46`.`overdue_at`,
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
        `t45`.`kept`,
        `t45`.`doubtful`,
        `t45`.`missed`,
        `t45`.`overdue_at`,
        `t11`.`deal_id` AS `deal_id_right`,
        `t11`.`we_wrote`
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
          `t43`.`kept`,
          `t43`.`doubtful`,
          `t43`.`missed`,
          `t43`.`overdue_at`
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
            `t42`.`kept`,
            `t42`.`doubtful`,
            `t37`.`deal_id` AS `deal_id_right`,
            `t37`.`missed`,
            `t37`.`overdue_at`
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
              `t40`.`kept`,
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
                `t39`.`kept`,
                `t39`.`doubtful`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t35`.`deal_id`,
                  SUM(IF(`t35`.`is_kept`, 1, 0)) AS `kept`,
                  SUM(IF(`t35`.`is_doubtful`, 1, 0)) AS `doubtful`
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
                    `t33`.`sure_at`,
                    `t33`.`next_at`,
                    `t33`.`heard_at`,
                    `t33`.`is_kept`,
                    `t33`.`is_missed`,
                    NOT (
                      `t33`.`is_kept`
                    ) AND NOT (
                      `t33`.`is_missed`
                    ) AS `is_doubtful`
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
              COUNT(*) AS `missed`,
              MAX(`t34`.`until`) AS `overdue_at`
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
                `t33`.`sure_at`,
                `t33`.`next_at`,
                `t33`.`heard_at`,
                `t33`.`is_kept`,
                `t33`.`is_missed`,
                NOT (
                  `t33`.`is_kept`
                ) AND NOT (
                  `t33`.`is_missed`
                ) AS `is_doubtful`
              FROM `t32` AS `t33`
              WHERE
                `t33`.`is_missed`
            ) AS `t34`
            GROUP BY
              1
          ) AS `t37`
            ON `t42`.`deal_id` = `t37`.`deal_id`
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
      ) AS `t11`
        ON `t45`.`deal_id` = `t11`.`deal_id`
    ) AS `t46`
  ) AS `t47`
) AS `t48`
