WITH `t9` AS (
  SELECT
    *
  FROM `book_presence` AS `t2`
  WHERE
    `t2`.`status` = 'planned'
    AND `t2`.`kind` IN ('meeting', 'call', 'demo')
    AND `t2`.`part` <> 'cc'
)
SELECT
  `t44`.`deal_id`,
  `t44`.`answer`,
  IF(`t44`.`answer` <> 'unknown', CAST(`t44`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t44`.`answer` = 'hit', `t44`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t43`.`met`,
    `t43`.`wrote`,
    `t43`.`decider_met`,
    `t43`.`stranger_met`,
    `t43`.`interactions`,
    `t43`.`messages`,
    `t43`.`nameless`,
    `t43`.`latest_at`,
    `t43`.`decider_planned`,
    CASE
      WHEN (
        `t43`.`interactions` >= 2
      )
      AND NOT (
        `t43`.`decider_met`
      )
      AND (
        NOT (
          `t43`.`stranger_met`
        )
        AND NOT (
          `t43`.`nameless` OR (
            `t43`.`wrote` < `t43`.`messages`
          )
        )
        AND (
          `t43`.`decider_planned` IS NULL
        )
      )
      THEN 'hit'
      WHEN `t43`.`decider_met`
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t43`.`met` AS `value`,
    `t43`.`latest_at` AS `hit_at`
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
      `t42`.`met`,
      `t42`.`wrote`,
      `t42`.`decider_met`,
      `t42`.`stranger_met`,
      `t42`.`interactions`,
      `t42`.`messages`,
      `t42`.`nameless`,
      `t42`.`latest_at`,
      `t42`.`decider_planned`
    FROM (
      SELECT
        `t41`.`deal_id`,
        `t41`.`as_of`,
        `t41`.`opened_at`,
        `t41`.`account_id`,
        `t41`.`owner_id`,
        `t41`.`pipeline`,
        `t41`.`stage`,
        `t41`.`stage_entered_at`,
        `t41`.`amount`,
        `t41`.`size_band`,
        `t41`.`segment`,
        `t41`.`product`,
        `t41`.`channel`,
        `t41`.`history_complete`,
        `t41`.`is_look_back`,
        `t41`.`met`,
        `t41`.`wrote`,
        `t41`.`decider_met`,
        `t41`.`stranger_met`,
        `t41`.`interactions`,
        `t41`.`messages`,
        `t41`.`nameless`,
        `t41`.`latest_at`,
        `t36`.`deal_id` AS `deal_id_right`,
        `t36`.`decider_planned`
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
          `t39`.`met`,
          `t39`.`wrote`,
          `t39`.`decider_met`,
          `t39`.`stranger_met`,
          `t39`.`interactions`,
          `t39`.`messages`,
          `t39`.`nameless`,
          `t39`.`latest_at`
        FROM (
          SELECT
            `t38`.`deal_id`,
            `t38`.`as_of`,
            `t38`.`opened_at`,
            `t38`.`account_id`,
            `t38`.`owner_id`,
            `t38`.`pipeline`,
            `t38`.`stage`,
            `t38`.`stage_entered_at`,
            `t38`.`amount`,
            `t38`.`size_band`,
            `t38`.`segment`,
            `t38`.`product`,
            `t38`.`channel`,
            `t38`.`history_complete`,
            `t38`.`is_look_back`,
            `t38`.`met`,
            `t38`.`wrote`,
            `t38`.`decider_met`,
            `t38`.`stranger_met`,
            `t24`.`deal_id` AS `deal_id_right`,
            `t24`.`interactions`,
            `t24`.`messages`,
            `t24`.`nameless`,
            `t24`.`latest_at`
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
              `t35`.`met`,
              `t35`.`wrote`,
              `t35`.`decider_met`,
              `t35`.`stranger_met`
            FROM (
              SELECT
                `t4`.`deal_id`,
                `t4`.`as_of`,
                `t4`.`opened_at`,
                `t4`.`account_id`,
                `t4`.`owner_id`,
                `t4`.`pipeline`,
                `t4`.`stage`,
                `t4`.`stage_entered_at`,
                `t4`.`amount`,
                `t4`.`size_band`,
                `t4`.`segment`,
                `t4`.`product`,
                `t4`.`channel`,
                `t4`.`history_complete`,
                `t4`.`is_look_back`,
                `t32`.`deal_id` AS `deal_id_right`,
                `t32`.`met`,
                `t32`.`wrote`,
                `t32`.`decider_met`,
                `t32`.`stranger_met`
              FROM `book_deal` AS `t4`
              LEFT OUTER JOIN (
                SELECT
                  `t30`.`deal_id`,
                  COUNT(*) AS `met`,
                  SUM(`t30`.`wrote`) AS `wrote`,
                  BOOL_OR(`t30`.`decides`) AS `decider_met`,
                  BOOL_OR(`t30`.`is_stranger`) AS `stranger_met`
                FROM (
                  SELECT
                    `t27`.`deal_id`,
                    `t27`.`wrote`,
                    COALESCE(`t19`.`has_deciding_role`, FALSE)
                    OR (
                      (
                        GREATEST(`t27`.`title_rank`, COALESCE(`t19`.`member_rank`, 0)) = 5
                      )
                      OR (
                        NOT (
                          COALESCE(`t19`.`has_role`, FALSE)
                        )
                        AND (
                          GREATEST(`t27`.`title_rank`, COALESCE(`t19`.`member_rank`, 0)) >= 4
                        )
                      )
                    ) AS `decides`,
                    (
                      GREATEST(`t27`.`title_rank`, COALESCE(`t19`.`member_rank`, 0)) = 0
                    )
                    AND NOT (
                      COALESCE(`t19`.`has_role`, FALSE)
                    ) AS `is_stranger`
                  FROM (
                    SELECT
                      `t23`.`deal_id`,
                      `t23`.`person_id`,
                      MAX(`t23`.`rank`) AS `title_rank`,
                      SUM(`t23`.`wrote`) AS `wrote`
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          `t2`.`deal_id`,
                          `t2`.`activity_id`,
                          `t2`.`person_id`,
                          `t2`.`occurred_at`,
                          `t2`.`rank`,
                          0 AS `wrote`
                        FROM `book_presence` AS `t2`
                        WHERE
                          `t2`.`kind` IN ('meeting', 'call', 'demo')
                          AND `t2`.`status` IN ('held', 'unknown')
                          AND `t2`.`direction` <> 'internal'
                          AND `t2`.`part` <> 'cc'
                      ) AS `t10`
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          `t15`.`deal_id`,
                          `t15`.`activity_id`,
                          `t15`.`person_id`,
                          `t15`.`occurred_at`,
                          `t15`.`rank`,
                          1 AS `wrote`
                        FROM (
                          SELECT
                            *
                          FROM `book_presence` AS `t2`
                          WHERE
                            `t2`.`direction` = 'inbound'
                            AND `t2`.`kind` IN ('email', 'chat', 'letter')
                            AND `t2`.`part` <> 'to'
                            AND `t2`.`part` <> 'cc'
                        ) AS `t15`
                        LEFT ANTI JOIN (
                          SELECT
                            *
                          FROM `book_event` AS `t1`
                          WHERE
                            `t1`.`direction` = 'inbound'
                            AND `t1`.`kind` IN ('email', 'chat', 'letter')
                            AND `t1`.`is_automated`
                        ) AS `t12`
                          ON `t15`.`activity_id` = `t12`.`activity_id`
                      ) AS `t20`
                    ) AS `t23`
                    GROUP BY
                      1,
                      2
                  ) AS `t27`
                  LEFT OUTER JOIN (
                    SELECT
                      `t3`.`deal_id`,
                      `t3`.`person_id`,
                      MIN(`t3`.`row_id`) AS `row_id`,
                      BOOL_OR(`t3`.`role` <> 'unknown') AS `has_role`,
                      BOOL_OR(`t3`.`role` IN ('decision_maker', 'economic_buyer')) AS `has_deciding_role`,
                      MAX(`t3`.`rank`) AS `member_rank`
                    FROM `book_member` AS `t3`
                    GROUP BY
                      1,
                      2
                  ) AS `t19`
                    ON `t27`.`deal_id` = `t19`.`deal_id` AND `t27`.`person_id` = `t19`.`person_id`
                ) AS `t30`
                GROUP BY
                  1
              ) AS `t32`
                ON `t4`.`deal_id` = `t32`.`deal_id`
            ) AS `t35`
          ) AS `t38`
          LEFT OUTER JOIN (
            SELECT
              `t13`.`deal_id`,
              COUNT(*) AS `interactions`,
              SUM(`t13`.`wrote`) AS `messages`,
              BOOL_OR((
                `t13`.`buyers` = 0
              ) OR (
                `t13`.`unnamed` > 0
              )) AS `nameless`,
              MAX(`t13`.`occurred_at`) AS `latest_at`
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  `t1`.`deal_id`,
                  `t1`.`activity_id`,
                  `t1`.`occurred_at`,
                  `t1`.`kind`,
                  `t1`.`direction`,
                  `t1`.`status`,
                  `t1`.`is_automated`,
                  `t1`.`buyers`,
                  `t1`.`unnamed`,
                  `t1`.`top_rank`,
                  `t1`.`owner_id`,
                  `t1`.`has_attachment`,
                  0 AS `wrote`
                FROM `book_event` AS `t1`
                WHERE
                  `t1`.`kind` IN ('meeting', 'call', 'demo')
                  AND `t1`.`status` IN ('held', 'unknown')
                  AND `t1`.`direction` <> 'internal'
              ) AS `t7`
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  `t1`.`deal_id`,
                  `t1`.`activity_id`,
                  `t1`.`occurred_at`,
                  `t1`.`kind`,
                  `t1`.`direction`,
                  `t1`.`status`,
                  `t1`.`is_automated`,
                  `t1`.`buyers`,
                  `t1`.`unnamed`,
                  `t1`.`top_rank`,
                  `t1`.`owner_id`,
                  `t1`.`has_attachment`,
                  1 AS `wrote`
                FROM `book_event` AS `t1`
                WHERE
                  `t1`.`direction` = 'inbound'
                  AND `t1`.`kind` IN ('email', 'chat', 'letter')
                  AND NOT (
                    `t1`.`is_automated`
                  )
              ) AS `t8`
            ) AS `t13`
            GROUP BY
              1
          ) AS `t24`
            ON `t38`.`deal_id` = `t24`.`deal_id`
        ) AS `t39`
      ) AS `t41`
      LEFT OUTER JOIN (
        SELECT
          `t33`.`deal_id`,
          TRUE AS `decider_planned`
        FROM (
          SELECT DISTINCT
            `t29`.`deal_id`
          FROM (
            SELECT
              `t17`.`deal_id`,
              `t17`.`activity_id`,
              `t17`.`person_id`,
              `t17`.`occurred_at`,
              `t17`.`kind`,
              `t17`.`direction`,
              `t17`.`status`,
              `t17`.`part`,
              `t17`.`rank`,
              `t28`.`deal_id` AS `deal_id_right`,
              `t28`.`person_id` AS `person_id_right`,
              `t28`.`row_id`,
              `t28`.`has_role`,
              `t28`.`has_deciding_role`,
              `t28`.`member_rank`
            FROM `t9` AS `t17`
            LEFT OUTER JOIN (
              SELECT
                `t22`.`deal_id`,
                `t22`.`person_id`,
                MIN(`t22`.`row_id`) AS `row_id`,
                BOOL_OR(`t22`.`role` <> 'unknown') AS `has_role`,
                BOOL_OR(`t22`.`role` IN ('decision_maker', 'economic_buyer')) AS `has_deciding_role`,
                MAX(`t22`.`rank`) AS `member_rank`
              FROM (
                SELECT
                  `t5`.`deal_id`,
                  `t5`.`row_id`,
                  `t5`.`person_id`,
                  `t5`.`role`,
                  `t5`.`rank`,
                  `t5`.`is_primary`
                FROM `book_member` AS `t5`
                LEFT SEMI JOIN `t9` AS `t18`
                  ON `t5`.`deal_id` = `t18`.`deal_id` AND `t5`.`person_id` = `t18`.`person_id`
              ) AS `t22`
              GROUP BY
                1,
                2
            ) AS `t28`
              ON `t17`.`deal_id` = `t28`.`deal_id` AND `t17`.`person_id` = `t28`.`person_id`
          ) AS `t29`
          WHERE
            COALESCE(`t29`.`has_deciding_role`, FALSE)
            OR (
              (
                GREATEST(`t29`.`rank`, COALESCE(`t29`.`member_rank`, 0)) = 5
              )
              OR (
                NOT (
                  COALESCE(`t29`.`has_role`, FALSE)
                )
                AND (
                  GREATEST(`t29`.`rank`, COALESCE(`t29`.`member_rank`, 0)) >= 4
                )
              )
            )
        ) AS `t33`
      ) AS `t36`
        ON `t41`.`deal_id` = `t36`.`deal_id`
    ) AS `t42`
  ) AS `t43`
) AS `t44`
