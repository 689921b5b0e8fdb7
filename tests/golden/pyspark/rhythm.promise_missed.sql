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
), `t29` AS (
  SELECT
    `t28`.`deal_id`,
    `t28`.`row_id`,
    `t28`.`activity_id`,
    `t28`.`occurred_at`,
    `t28`.`made_in`,
    `t28`.`due_at`,
    `t28`.`is_done`,
    `t28`.`done_at`,
    `t28`.`asked_at`,
    `t28`.`until`,
    `t28`.`as_of`,
    `t28`.`is_look_back`,
    `t28`.`sure_at`,
    `t28`.`next_at`,
    `t28`.`heard_at`,
    (
      COALESCE(`t28`.`is_done`, FALSE)
      AND (
        (
          `t28`.`done_at` IS NULL
        ) OR (
          `t28`.`done_at` <= `t28`.`until`
        )
      )
    )
    OR COALESCE(`t28`.`sure_at` <= `t28`.`until`, FALSE) AS `is_kept`,
    NOT (
      (
        COALESCE(`t28`.`is_done`, FALSE)
        AND (
          (
            `t28`.`done_at` IS NULL
          ) OR (
            `t28`.`done_at` <= `t28`.`until`
          )
        )
      )
      OR COALESCE(`t28`.`sure_at` <= `t28`.`until`, FALSE)
    )
    AND NOT (
      COALESCE(`t28`.`is_look_back`, FALSE)
      AND (
        `t28`.`next_at` IS NULL
      )
      AND (
        `t28`.`heard_at` IS NOT NULL
      )
    )
    AND NOT (
      (
        `t28`.`made_in` = 'task'
      ) AND (
        `t28`.`is_done` IS NULL
      )
    )
    AND NOT (
      COALESCE(`t28`.`next_at` <= `t28`.`until`, FALSE)
    ) AS `is_missed`
  FROM (
    SELECT
      `t21`.`deal_id`,
      `t21`.`row_id`,
      `t21`.`activity_id`,
      `t21`.`occurred_at`,
      `t21`.`made_in`,
      `t21`.`due_at`,
      `t21`.`is_done`,
      `t21`.`done_at`,
      `t21`.`asked_at`,
      `t21`.`until`,
      `t21`.`as_of`,
      `t21`.`is_look_back`,
      `t27`.`sure_at`,
      `t27`.`next_at`,
      `t27`.`heard_at`
    FROM (
      SELECT
        *
      FROM `t15` AS `t17`
      WHERE
        `t17`.`until` <= `t17`.`as_of`
    ) AS `t21`
    LEFT OUTER JOIN (
      SELECT
        `t25`.`deal_id`,
        `t25`.`row_id`,
        MIN(`t25`.`sure_at`) AS `sure_at`,
        MIN(`t25`.`next_at`) AS `next_at`,
        MIN(`t25`.`heard_at`) AS `heard_at`
      FROM (
        SELECT
          `t22`.`deal_id`,
          `t22`.`row_id`,
          `t22`.`asked_at`,
          `t24`.`deal_id` AS `deal_id_right`,
          `t24`.`at`,
          `t24`.`sure_at`,
          `t24`.`next_at`,
          `t24`.`heard_at`
        FROM (
          SELECT
            `t17`.`deal_id`,
            `t17`.`row_id`,
            `t17`.`asked_at`
          FROM `t15` AS `t17`
          WHERE
            `t17`.`until` <= `t17`.`as_of`
        ) AS `t22`
        INNER JOIN (
          SELECT
            `t18`.`deal_id`,
            IF(
              (
                `t18`.`occurred_at` % 86400
              ) = 0,
              `t18`.`occurred_at` + 86399,
              `t18`.`occurred_at`
            ) AS `at`,
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
        ) AS `t24`
          ON `t22`.`deal_id` = `t24`.`deal_id` AND `t22`.`asked_at` <= `t24`.`at`
      ) AS `t25`
      GROUP BY
        1,
        2
    ) AS `t27`
      ON `t21`.`deal_id` = `t27`.`deal_id` AND `t21`.`row_id` = `t27`.`row_id`
  ) AS `t28`
)
SELECT
  `t45`.`deal_id`,
  `t45`.`answer`,
  IF(`t45`.`answer` <> 'unknown', CAST(`t45`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t45`.`answer` = 'hit', `t45`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t44`.`deal_id`,
    `t44`.`as_of`,
    `t44`.`opened_at`,
    `t44`.`account_id`,
    `t44`.`owner_id`,
    `t44`.`pipeline`,
    `t44`.`stage`,
    `t44`.`stage_entered_at`,
    `t44`.`amount`,
    `t44`.`size_band`,
    `t44`.`segment`,
    `t44`.`product`,
    `t44`.`channel`,
    `t44`.`history_complete`,
    `t44`.`is_look_back`,
    `t44`.`kept`,
    `t44`.`doubtful`,
    `t44`.`missed`,
    `t44`.`overdue_at`,
    `t44`.`we_wrote`,
    CASE
      WHEN `t44`.`we_wrote` AND (
        `t44`.`missed` > 0
      )
      THEN 'hit'
      WHEN `t44`.`we_wrote`
      AND (
        `t44`.`kept` > 0
      )
      AND (
        `t44`.`missed` IS NULL
      )
      AND (
        `t44`.`doubtful` = 0
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t44`.`missed`, 0) AS `value`,
    `t44`.`overdue_at` AS `hit_at`
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
      `t43`.`overdue_at`,
      `t43`.`we_wrote`
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
        `t42`.`missed`,
        `t42`.`overdue_at`,
        `t11`.`deal_id` AS `deal_id_right`,
        `t11`.`we_wrote`
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
          `t40`.`doubtful`,
          `t40`.`missed`,
          `t40`.`overdue_at`
        FROM (
          SELECT
            `t39`.`deal_id`,
            `t39`.`as_of`,
            `t39`.`opened_at`,
            `t39`.`account_id`,
            `t39`.`owner_id`,
            `t39`.`pipeline`,
            `t39`.`stage`,
            `t39`.`stage_entered_at`,
            `t39`.`amount`,
            `t39`.`size_band`,
            `t39`.`segment`,
            `t39`.`product`,
            `t39`.`channel`,
            `t39`.`history_complete`,
            `t39`.`is_look_back`,
            `t39`.`kept`,
            `t39`.`doubtful`,
            `t34`.`deal_id` AS `deal_id_right`,
            `t34`.`missed`,
            `t34`.`overdue_at`
          FROM (
            SELECT
              `t37`.`deal_id`,
              `t37`.`as_of`,
              `t37`.`opened_at`,
              `t37`.`account_id`,
              `t37`.`owner_id`,
              `t37`.`pipeline`,
              `t37`.`stage`,
              `t37`.`stage_entered_at`,
              `t37`.`amount`,
              `t37`.`size_band`,
              `t37`.`segment`,
              `t37`.`product`,
              `t37`.`channel`,
              `t37`.`history_complete`,
              `t37`.`is_look_back`,
              `t37`.`kept`,
              `t37`.`doubtful`
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
                `t36`.`deal_id` AS `deal_id_right`,
                `t36`.`kept`,
                `t36`.`doubtful`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t32`.`deal_id`,
                  SUM(IF(`t32`.`is_kept`, 1, 0)) AS `kept`,
                  SUM(IF(`t32`.`is_doubtful`, 1, 0)) AS `doubtful`
                FROM (
                  SELECT
                    `t30`.`deal_id`,
                    `t30`.`row_id`,
                    `t30`.`activity_id`,
                    `t30`.`occurred_at`,
                    `t30`.`made_in`,
                    `t30`.`due_at`,
                    `t30`.`is_done`,
                    `t30`.`done_at`,
                    `t30`.`asked_at`,
                    `t30`.`until`,
                    `t30`.`as_of`,
                    `t30`.`is_look_back`,
                    `t30`.`sure_at`,
                    `t30`.`next_at`,
                    `t30`.`heard_at`,
                    `t30`.`is_kept`,
                    `t30`.`is_missed`,
                    NOT (
                      `t30`.`is_kept`
                    ) AND NOT (
                      `t30`.`is_missed`
                    ) AS `is_doubtful`
                  FROM `t29` AS `t30`
                ) AS `t32`
                GROUP BY
                  1
              ) AS `t36`
                ON `t3`.`deal_id` = `t36`.`deal_id`
            ) AS `t37`
          ) AS `t39`
          LEFT OUTER JOIN (
            SELECT
              `t31`.`deal_id`,
              COUNT(*) AS `missed`,
              MAX(`t31`.`until`) AS `overdue_at`
            FROM (
              SELECT
                `t30`.`deal_id`,
                `t30`.`row_id`,
                `t30`.`activity_id`,
                `t30`.`occurred_at`,
                `t30`.`made_in`,
                `t30`.`due_at`,
                `t30`.`is_done`,
                `t30`.`done_at`,
                `t30`.`asked_at`,
                `t30`.`until`,
                `t30`.`as_of`,
                `t30`.`is_look_back`,
                `t30`.`sure_at`,
                `t30`.`next_at`,
                `t30`.`heard_at`,
                `t30`.`is_kept`,
                `t30`.`is_missed`,
                NOT (
                  `t30`.`is_kept`
                ) AND NOT (
                  `t30`.`is_missed`
                ) AS `is_doubtful`
              FROM `t29` AS `t30`
              WHERE
                `t30`.`is_missed`
            ) AS `t31`
            GROUP BY
              1
          ) AS `t34`
            ON `t39`.`deal_id` = `t34`.`deal_id`
        ) AS `t40`
      ) AS `t42`
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
        ON `t42`.`deal_id` = `t11`.`deal_id`
    ) AS `t43`
  ) AS `t44`
) AS `t45`
