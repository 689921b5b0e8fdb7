WITH `t11` AS (
  SELECT
    *
  FROM `book_presence` AS `t2`
  WHERE
    `t2`.`status` = 'planned'
    AND `t2`.`kind` IN ('meeting', 'call', 'demo')
    AND `t2`.`part` <> 'cc'
), `t24` AS (
  SELECT
    `t8`.`deal_id`,
    `t8`.`activity_id`,
    `t8`.`occurred_at`,
    `t8`.`kind`,
    `t8`.`direction`,
    `t8`.`status`,
    `t8`.`is_automated`,
    `t8`.`buyers`,
    `t8`.`unnamed`,
    `t8`.`top_rank`,
    `t8`.`owner_id`,
    `t8`.`has_attachment`,
    ROW_NUMBER() OVER (
      PARTITION BY `t8`.`deal_id`
      ORDER BY `t8`.`occurred_at` ASC NULLS LAST, `t8`.`activity_id` ASC NULLS LAST
    ) - 1 AS `place`
  FROM (
    SELECT
      *
    FROM `book_event` AS `t1`
    WHERE
      `t1`.`kind` = 'proposal'
      AND `t1`.`status` IN ('held', 'unknown')
      AND `t1`.`direction` <> 'internal'
      AND `t1`.`direction` <> 'inbound'
  ) AS `t8`
), `t26` AS (
  SELECT
    `t14`.`deal_id`,
    `t14`.`row_id`,
    `t14`.`field`,
    `t14`.`old_value`,
    `t14`.`new_value`,
    `t14`.`changed_at`,
    `t14`.`sequence`,
    COALESCE(
      `t14`.`old_value`,
      LAG(`t14`.`new_value`) OVER (
        PARTITION BY `t14`.`deal_id`
        ORDER BY `t14`.`changed_at` ASC NULLS LAST, `t14`.`sequence` ASC NULLS LAST, `t14`.`row_id` ASC NULLS LAST
      )
    ) AS `before`
  FROM (
    SELECT
      *
    FROM `book_change` AS `t3`
    WHERE
      `t3`.`field` = 'stage'
  ) AS `t14`
), `t48` AS (
  SELECT
    *
  FROM (
    SELECT
      `t27`.`deal_id`,
      `t27`.`occurred_at` AS `until`
    FROM `t24` AS `t27`
    WHERE
      `t27`.`place` = 0
  ) AS `t32`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      `t46`.`deal_id`,
      `t46`.`occurred_at` AS `until`
    FROM (
      SELECT
        `t42`.`deal_id`,
        `t42`.`row_id`,
        `t42`.`changed_at` AS `occurred_at`
      FROM (
        SELECT
          `t41`.`deal_id`,
          `t41`.`row_id`,
          `t41`.`changed_at`,
          `t41`.`sequence`,
          `t41`.`stage`,
          `t41`.`left_at`,
          ROW_NUMBER() OVER (
            PARTITION BY `t41`.`deal_id`
            ORDER BY `t41`.`changed_at` ASC NULLS LAST, `t41`.`sequence` ASC NULLS LAST, `t41`.`row_id` ASC NULLS LAST
          ) - 1 AS `place`
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                `t30`.`deal_id`,
                `t30`.`row_id`,
                `t30`.`changed_at`,
                `t30`.`sequence`,
                `t30`.`new_value` AS `stage`,
                CAST(NULL AS BIGINT) AS `left_at`
              FROM `t26` AS `t30`
              WHERE
                (
                  `t30`.`before` IS NULL
                ) OR (
                  `t30`.`before` <> `t30`.`new_value`
                )
            ) AS `t36`
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                `t30`.`deal_id`,
                `t30`.`row_id`,
                `t30`.`changed_at`,
                `t30`.`sequence`,
                `t30`.`before` AS `stage`,
                `t30`.`changed_at` AS `left_at`
              FROM `t26` AS `t30`
              WHERE
                (
                  (
                    `t30`.`before` IS NULL
                  ) OR (
                    `t30`.`before` <> `t30`.`new_value`
                  )
                )
                AND `t30`.`before` IS NOT NULL
            ) AS `t37`
          ) AS `t39`
          WHERE
            `t39`.`left_at` IS NULL
            AND LOWER(`t39`.`stage`) RLIKE 'proposal|quote|quotation|angebot|devis|propuesta|proposta|^proposition$'
        ) AS `t41`
      ) AS `t42`
      WHERE
        `t42`.`place` = 0
    ) AS `t46`
    LEFT ANTI JOIN (
      SELECT
        `t27`.`deal_id`,
        `t27`.`activity_id`,
        `t27`.`occurred_at`
      FROM `t24` AS `t27`
      WHERE
        `t27`.`place` = 0
    ) AS `t34`
      ON `t46`.`deal_id` = `t34`.`deal_id`
  ) AS `t47`
)
SELECT
  `t86`.`deal_id`,
  CASE
    WHEN `t86`.`is_unmet`
    THEN 'hit'
    WHEN `t86`.`decider_met`
    THEN 'clear'
    ELSE 'unknown'
  END AS `answer`,
  IF(
    CASE
      WHEN `t86`.`is_unmet`
      THEN 'hit'
      WHEN `t86`.`decider_met`
      THEN 'clear'
      ELSE 'unknown'
    END <> 'unknown',
    CAST(`t86`.`met` AS DOUBLE),
    CAST(NULL AS DOUBLE)
  ) AS `value`,
  IF(
    CASE
      WHEN `t86`.`is_unmet`
      THEN 'hit'
      WHEN `t86`.`decider_met`
      THEN 'clear'
      ELSE 'unknown'
    END = 'hit',
    `t86`.`until`,
    CAST(NULL AS BIGINT)
  ) AS `hit_at`
FROM (
  SELECT
    `t85`.`deal_id`,
    `t85`.`as_of`,
    `t85`.`opened_at`,
    `t85`.`account_id`,
    `t85`.`owner_id`,
    `t85`.`pipeline`,
    `t85`.`stage`,
    `t85`.`stage_entered_at`,
    `t85`.`amount`,
    `t85`.`size_band`,
    `t85`.`segment`,
    `t85`.`product`,
    `t85`.`channel`,
    `t85`.`history_complete`,
    `t85`.`is_look_back`,
    `t85`.`until`,
    `t85`.`met`,
    `t85`.`decider_met`,
    `t85`.`is_unmet`
  FROM (
    SELECT
      `t57`.`deal_id`,
      `t57`.`as_of`,
      `t57`.`opened_at`,
      `t57`.`account_id`,
      `t57`.`owner_id`,
      `t57`.`pipeline`,
      `t57`.`stage`,
      `t57`.`stage_entered_at`,
      `t57`.`amount`,
      `t57`.`size_band`,
      `t57`.`segment`,
      `t57`.`product`,
      `t57`.`channel`,
      `t57`.`history_complete`,
      `t57`.`is_look_back`,
      `t57`.`until`,
      `t84`.`deal_id` AS `deal_id_right`,
      `t84`.`met`,
      `t84`.`decider_met`,
      `t84`.`is_unmet`
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
        `t55`.`until`
      FROM (
        SELECT
          `t5`.`deal_id`,
          `t5`.`as_of`,
          `t5`.`opened_at`,
          `t5`.`account_id`,
          `t5`.`owner_id`,
          `t5`.`pipeline`,
          `t5`.`stage`,
          `t5`.`stage_entered_at`,
          `t5`.`amount`,
          `t5`.`size_band`,
          `t5`.`segment`,
          `t5`.`product`,
          `t5`.`channel`,
          `t5`.`history_complete`,
          `t5`.`is_look_back`,
          `t50`.`deal_id` AS `deal_id_right`,
          `t50`.`until`
        FROM `book_deal` AS `t5`
        LEFT OUTER JOIN `t48` AS `t50`
          ON `t5`.`deal_id` = `t50`.`deal_id`
      ) AS `t55`
    ) AS `t57`
    LEFT OUTER JOIN (
      SELECT
        `t82`.`deal_id`,
        `t82`.`met`,
        `t82`.`decider_met`,
        COALESCE(
          (
            `t82`.`interactions` >= 1
          )
          AND NOT (
            `t82`.`decider_met`
          )
          AND (
            NOT (
              `t82`.`stranger_met`
            )
            AND NOT (
              `t82`.`nameless` OR (
                `t82`.`wrote` < `t82`.`messages`
              )
            )
            AND (
              `t82`.`decider_planned` IS NULL
            )
          ),
          FALSE
        ) AS `is_unmet`
      FROM (
        SELECT
          `t81`.`deal_id`,
          `t81`.`met`,
          `t81`.`wrote`,
          `t81`.`decider_met`,
          `t81`.`stranger_met`,
          `t81`.`interactions`,
          `t81`.`messages`,
          `t81`.`nameless`,
          `t81`.`latest_at`,
          `t81`.`decider_planned`
        FROM (
          SELECT
            `t80`.`deal_id`,
            `t80`.`met`,
            `t80`.`wrote`,
            `t80`.`decider_met`,
            `t80`.`stranger_met`,
            `t80`.`interactions`,
            `t80`.`messages`,
            `t80`.`nameless`,
            `t80`.`latest_at`,
            `t67`.`deal_id` AS `deal_id_right`,
            `t67`.`decider_planned`
          FROM (
            SELECT
              `t78`.`deal_id`,
              `t78`.`met`,
              `t78`.`wrote`,
              `t78`.`decider_met`,
              `t78`.`stranger_met`,
              `t78`.`interactions`,
              `t78`.`messages`,
              `t78`.`nameless`,
              `t78`.`latest_at`
            FROM (
              SELECT
                `t77`.`deal_id`,
                `t77`.`met`,
                `t77`.`wrote`,
                `t77`.`decider_met`,
                `t77`.`stranger_met`,
                `t71`.`deal_id` AS `deal_id_right`,
                `t71`.`interactions`,
                `t71`.`messages`,
                `t71`.`nameless`,
                `t71`.`latest_at`
              FROM (
                SELECT
                  `t75`.`deal_id`,
                  `t75`.`met`,
                  `t75`.`wrote`,
                  `t75`.`decider_met`,
                  `t75`.`stranger_met`
                FROM (
                  SELECT
                    `t53`.`deal_id`,
                    `t74`.`deal_id` AS `deal_id_right`,
                    `t74`.`met`,
                    `t74`.`wrote`,
                    `t74`.`decider_met`,
                    `t74`.`stranger_met`
                  FROM (
                    SELECT
                      `t49`.`deal_id`
                    FROM `t48` AS `t49`
                  ) AS `t53`
                  LEFT OUTER JOIN (
                    SELECT
                      `t72`.`deal_id`,
                      COUNT(*) AS `met`,
                      SUM(`t72`.`wrote`) AS `wrote`,
                      BOOL_OR(`t72`.`decides`) AS `decider_met`,
                      BOOL_OR(`t72`.`is_stranger`) AS `stranger_met`
                    FROM (
                      SELECT
                        `t69`.`deal_id`,
                        `t69`.`wrote`,
                        COALESCE(`t23`.`has_deciding_role`, FALSE)
                        OR (
                          (
                            GREATEST(`t69`.`title_rank`, COALESCE(`t23`.`member_rank`, 0)) = 5
                          )
                          OR (
                            NOT (
                              COALESCE(`t23`.`has_role`, FALSE)
                            )
                            AND (
                              GREATEST(`t69`.`title_rank`, COALESCE(`t23`.`member_rank`, 0)) >= 4
                            )
                          )
                        ) AS `decides`,
                        (
                          GREATEST(`t69`.`title_rank`, COALESCE(`t23`.`member_rank`, 0)) = 0
                        )
                        AND NOT (
                          COALESCE(`t23`.`has_role`, FALSE)
                        ) AS `is_stranger`
                      FROM (
                        SELECT
                          `t65`.`deal_id`,
                          `t65`.`person_id`,
                          MAX(`t65`.`rank`) AS `title_rank`,
                          SUM(`t65`.`wrote`) AS `wrote`
                        FROM (
                          SELECT
                            `t63`.`deal_id`,
                            `t63`.`activity_id`,
                            `t63`.`person_id`,
                            `t63`.`occurred_at`,
                            `t63`.`rank`,
                            `t63`.`wrote`
                          FROM (
                            SELECT
                              *
                            FROM (
                              SELECT
                                `t31`.`deal_id`,
                                `t31`.`activity_id`,
                                `t31`.`person_id`,
                                `t31`.`occurred_at`,
                                `t31`.`rank`,
                                `t31`.`wrote`,
                                `t54`.`until`
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
                                ) AS `t12`
                                UNION ALL
                                SELECT
                                  *
                                FROM (
                                  SELECT
                                    `t18`.`deal_id`,
                                    `t18`.`activity_id`,
                                    `t18`.`person_id`,
                                    `t18`.`occurred_at`,
                                    `t18`.`rank`,
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
                                  ) AS `t18`
                                  LEFT ANTI JOIN (
                                    SELECT
                                      *
                                    FROM `book_event` AS `t1`
                                    WHERE
                                      `t1`.`direction` = 'inbound'
                                      AND `t1`.`kind` IN ('email', 'chat', 'letter')
                                      AND `t1`.`is_automated`
                                  ) AS `t15`
                                    ON `t18`.`activity_id` = `t15`.`activity_id`
                                ) AS `t25`
                              ) AS `t31`
                              INNER JOIN (
                                SELECT
                                  *
                                FROM `t48` AS `t49`
                              ) AS `t54`
                                ON `t31`.`deal_id` = `t54`.`deal_id`
                            ) AS `t60`
                            WHERE
                              `t60`.`occurred_at` <= `t60`.`until`
                          ) AS `t63`
                        ) AS `t65`
                        GROUP BY
                          1,
                          2
                      ) AS `t69`
                      LEFT OUTER JOIN (
                        SELECT
                          `t4`.`deal_id`,
                          `t4`.`person_id`,
                          MIN(`t4`.`row_id`) AS `row_id`,
                          BOOL_OR(`t4`.`role` <> 'unknown') AS `has_role`,
                          BOOL_OR(`t4`.`role` IN ('decision_maker', 'economic_buyer')) AS `has_deciding_role`,
                          MAX(`t4`.`rank`) AS `member_rank`
                        FROM `book_member` AS `t4`
                        GROUP BY
                          1,
                          2
                      ) AS `t23`
                        ON `t69`.`deal_id` = `t23`.`deal_id` AND `t69`.`person_id` = `t23`.`person_id`
                    ) AS `t72`
                    GROUP BY
                      1
                  ) AS `t74`
                    ON `t53`.`deal_id` = `t74`.`deal_id`
                ) AS `t75`
              ) AS `t77`
              LEFT OUTER JOIN (
                SELECT
                  `t64`.`deal_id`,
                  COUNT(*) AS `interactions`,
                  SUM(`t64`.`wrote`) AS `messages`,
                  BOOL_OR((
                    `t64`.`buyers` = 0
                  ) OR (
                    `t64`.`unnamed` > 0
                  )) AS `nameless`,
                  MAX(`t64`.`occurred_at`) AS `latest_at`
                FROM (
                  SELECT
                    `t62`.`deal_id`,
                    `t62`.`activity_id`,
                    `t62`.`occurred_at`,
                    `t62`.`kind`,
                    `t62`.`direction`,
                    `t62`.`status`,
                    `t62`.`is_automated`,
                    `t62`.`buyers`,
                    `t62`.`unnamed`,
                    `t62`.`top_rank`,
                    `t62`.`owner_id`,
                    `t62`.`has_attachment`,
                    `t62`.`wrote`
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        `t20`.`deal_id`,
                        `t20`.`activity_id`,
                        `t20`.`occurred_at`,
                        `t20`.`kind`,
                        `t20`.`direction`,
                        `t20`.`status`,
                        `t20`.`is_automated`,
                        `t20`.`buyers`,
                        `t20`.`unnamed`,
                        `t20`.`top_rank`,
                        `t20`.`owner_id`,
                        `t20`.`has_attachment`,
                        `t20`.`wrote`,
                        `t54`.`until`
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
                        ) AS `t9`
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
                        ) AS `t10`
                      ) AS `t20`
                      INNER JOIN (
                        SELECT
                          *
                        FROM `t48` AS `t49`
                      ) AS `t54`
                        ON `t20`.`deal_id` = `t54`.`deal_id`
                    ) AS `t59`
                    WHERE
                      `t59`.`occurred_at` <= `t59`.`until`
                  ) AS `t62`
                ) AS `t64`
                GROUP BY
                  1
              ) AS `t71`
                ON `t77`.`deal_id` = `t71`.`deal_id`
            ) AS `t78`
          ) AS `t80`
          LEFT OUTER JOIN (
            SELECT
              `t61`.`deal_id`,
              TRUE AS `decider_planned`
            FROM (
              SELECT DISTINCT
                `t58`.`deal_id`
              FROM (
                SELECT
                  `t45`.`deal_id`,
                  `t45`.`occurred_at`,
                  `t54`.`until`
                FROM (
                  SELECT
                    `t40`.`deal_id`,
                    `t40`.`occurred_at`
                  FROM (
                    SELECT
                      `t21`.`deal_id`,
                      `t21`.`activity_id`,
                      `t21`.`person_id`,
                      `t21`.`occurred_at`,
                      `t21`.`kind`,
                      `t21`.`direction`,
                      `t21`.`status`,
                      `t21`.`part`,
                      `t21`.`rank`,
                      `t38`.`deal_id` AS `deal_id_right`,
                      `t38`.`person_id` AS `person_id_right`,
                      `t38`.`row_id`,
                      `t38`.`has_role`,
                      `t38`.`has_deciding_role`,
                      `t38`.`member_rank`
                    FROM `t11` AS `t21`
                    LEFT OUTER JOIN (
                      SELECT
                        `t28`.`deal_id`,
                        `t28`.`person_id`,
                        MIN(`t28`.`row_id`) AS `row_id`,
                        BOOL_OR(`t28`.`role` <> 'unknown') AS `has_role`,
                        BOOL_OR(`t28`.`role` IN ('decision_maker', 'economic_buyer')) AS `has_deciding_role`,
                        MAX(`t28`.`rank`) AS `member_rank`
                      FROM (
                        SELECT
                          `t6`.`deal_id`,
                          `t6`.`row_id`,
                          `t6`.`person_id`,
                          `t6`.`role`,
                          `t6`.`rank`,
                          `t6`.`is_primary`
                        FROM `book_member` AS `t6`
                        LEFT SEMI JOIN `t11` AS `t22`
                          ON `t6`.`deal_id` = `t22`.`deal_id` AND `t6`.`person_id` = `t22`.`person_id`
                      ) AS `t28`
                      GROUP BY
                        1,
                        2
                    ) AS `t38`
                      ON `t21`.`deal_id` = `t38`.`deal_id` AND `t21`.`person_id` = `t38`.`person_id`
                  ) AS `t40`
                  WHERE
                    COALESCE(`t40`.`has_deciding_role`, FALSE)
                    OR (
                      (
                        GREATEST(`t40`.`rank`, COALESCE(`t40`.`member_rank`, 0)) = 5
                      )
                      OR (
                        NOT (
                          COALESCE(`t40`.`has_role`, FALSE)
                        )
                        AND (
                          GREATEST(`t40`.`rank`, COALESCE(`t40`.`member_rank`, 0)) >= 4
                        )
                      )
                    )
                ) AS `t45`
                INNER JOIN (
                  SELECT
                    *
                  FROM `t48` AS `t49`
                ) AS `t54`
                  ON `t45`.`deal_id` = `t54`.`deal_id`
              ) AS `t58`
              WHERE
                `t58`.`occurred_at` <= `t58`.`until`
            ) AS `t61`
          ) AS `t67`
            ON `t80`.`deal_id` = `t67`.`deal_id`
        ) AS `t81`
      ) AS `t82`
    ) AS `t84`
      ON `t57`.`deal_id` = `t84`.`deal_id`
  ) AS `t85`
) AS `t86`
