WITH `t15` AS (
  SELECT
    *
  FROM `book_presence` AS `t3`
  WHERE
    `t3`.`status` = 'planned'
    AND `t3`.`kind` IN ('meeting', 'call', 'demo')
    AND `t3`.`part` <> 'cc'
), `t32` AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `book_event` AS `t1`
    WHERE
      NOT (
        `t1`.`is_automated`
      )
      AND `t1`.`direction` = 'inbound'
      AND `t1`.`kind` IN ('email', 'chat', 'letter', 'call')
      AND NOT (
        `t1`.`status` IN ('planned', 'moved', 'cancelled')
      )
  ) AS `t21`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `book_event` AS `t1`
    WHERE
      NOT (
        `t1`.`is_automated`
      )
      AND `t1`.`kind` IN ('meeting', 'call', 'demo')
      AND `t1`.`status` IN ('held', 'unknown')
      AND `t1`.`direction` <> 'internal'
      AND (
        (
          `t1`.`direction` <> 'inbound'
        ) OR (
          `t1`.`kind` <> 'call'
        )
      )
      AND (
        (
          `t1`.`buyers` > 0
        ) OR (
          `t1`.`unnamed` > 0
        ) OR (
          `t1`.`kind` <> 'call'
        )
      )
  ) AS `t28`
), `t43` AS (
  SELECT
    `t8`.`deal_id`,
    `t8`.`row_id`,
    `t8`.`changed_at`,
    `t8`.`sequence`,
    COALESCE(
      DATEDIFF(
        DAY,
        MAKE_DATE(1970, 1, 1),
        CAST(IF(
          `t8`.`new_value` RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
          `t8`.`new_value`,
          CAST(NULL AS STRING)
        ) AS DATE)
      ) - COALESCE(
        DATEDIFF(
          DAY,
          MAKE_DATE(1970, 1, 1),
          CAST(IF(
            `t8`.`old_value` RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
            `t8`.`old_value`,
            CAST(NULL AS STRING)
          ) AS DATE)
        ),
        DATEDIFF(
          DAY,
          MAKE_DATE(1970, 1, 1),
          CAST(IF(
            LAG(`t8`.`new_value`) OVER (
              PARTITION BY `t8`.`deal_id`
              ORDER BY `t8`.`changed_at` ASC NULLS LAST, `t8`.`sequence` ASC NULLS LAST, `t8`.`row_id` ASC NULLS LAST
            ) RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
            LAG(`t8`.`new_value`) OVER (
              PARTITION BY `t8`.`deal_id`
              ORDER BY `t8`.`changed_at` ASC NULLS LAST, `t8`.`sequence` ASC NULLS LAST, `t8`.`row_id` ASC NULLS LAST
            ),
            CAST(NULL AS STRING)
          ) AS DATE)
        )
      ),
      0
    ) AS `days`
  FROM (
    SELECT
      *
    FROM `book_change` AS `t0`
    WHERE
      `t0`.`field` = 'close_date'
      AND `t0`.`new_value` RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
  ) AS `t8`
), `t56` AS (
  SELECT
    *
  FROM (
    SELECT
      `t0`.`deal_id`,
      `t0`.`row_id`,
      `t0`.`changed_at`,
      `t0`.`sequence`,
      LOWER(`t0`.`new_value`) IN ('commit', 'committed', 'forecast', 'closed', 'won') AS `is_sure`,
      COALESCE(
        LOWER(`t0`.`old_value`) IN ('commit', 'committed', 'forecast', 'closed', 'won'),
        FALSE
      ) AS `was_sure`
    FROM `book_change` AS `t0`
    WHERE
      `t0`.`field` = 'forecast_category' AND `t0`.`new_value` IS NOT NULL
  ) AS `t26`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      `t52`.`deal_id`,
      `t52`.`row_id`,
      `t52`.`changed_at`,
      `t52`.`sequence`,
      IF(`t52`.`new` < 1, `t52`.`new`, `t52`.`new` / `t52`.`whole`) >= 0.9 AS `is_sure`,
      IF(`t52`.`old` < 1, `t52`.`old`, `t52`.`old` / `t52`.`whole`) >= 0.9 AS `was_sure`
    FROM (
      SELECT
        `t47`.`deal_id`,
        `t47`.`row_id`,
        `t47`.`field`,
        `t47`.`old_value`,
        `t47`.`new_value`,
        `t47`.`changed_at`,
        `t47`.`sequence`,
        `t47`.`new`,
        `t47`.`old`,
        IF(
          MAX(GREATEST(`t47`.`new`, `t47`.`old`)) OVER (
            PARTITION BY `t47`.`deal_id`
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) > 1,
          100.0,
          1.0
        ) AS `whole`
      FROM (
        SELECT
          `t34`.`deal_id`,
          `t34`.`row_id`,
          `t34`.`field`,
          `t34`.`old_value`,
          `t34`.`new_value`,
          `t34`.`changed_at`,
          `t34`.`sequence`,
          COALESCE(
            IF(
              CAST(IF(
                `t34`.`new_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
                `t34`.`new_value`,
                CAST(NULL AS STRING)
              ) AS DOUBLE) > 0,
              CAST(IF(
                `t34`.`new_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
                `t34`.`new_value`,
                CAST(NULL AS STRING)
              ) AS DOUBLE),
              CAST(NULL AS DOUBLE)
            ),
            0.0
          ) AS `new`,
          COALESCE(
            IF(
              CAST(IF(
                `t34`.`old_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
                `t34`.`old_value`,
                CAST(NULL AS STRING)
              ) AS DOUBLE) > 0,
              CAST(IF(
                `t34`.`old_value` RLIKE '^[0-9]+(\\.[0-9]+)?$',
                `t34`.`old_value`,
                CAST(NULL AS STRING)
              ) AS DOUBLE),
              CAST(NULL AS DOUBLE)
            ),
            0.0
          ) AS `old`
        FROM (
          SELECT
            `t18`.`deal_id`,
            `t18`.`row_id`,
            `t18`.`field`,
            `t18`.`old_value`,
            `t18`.`new_value`,
            `t18`.`changed_at`,
            `t18`.`sequence`
          FROM (
            SELECT
              *
            FROM `book_change` AS `t0`
            WHERE
              `t0`.`field` = 'probability' AND `t0`.`new_value` IS NOT NULL
          ) AS `t18`
          LEFT ANTI JOIN (
            SELECT
              *
            FROM `book_change` AS `t0`
            WHERE
              `t0`.`field` = 'forecast_category' AND `t0`.`new_value` IS NOT NULL
          ) AS `t19`
            ON `t18`.`deal_id` = `t19`.`deal_id`
        ) AS `t34`
      ) AS `t47`
    ) AS `t52`
  ) AS `t55`
), `t58` AS (
  SELECT
    `t57`.`deal_id`,
    `t57`.`row_id`,
    `t57`.`changed_at`,
    `t57`.`sequence`,
    `t57`.`is_sure`,
    `t57`.`was_sure`,
    ROW_NUMBER() OVER (
      PARTITION BY `t57`.`deal_id`
      ORDER BY `t57`.`changed_at` ASC NULLS LAST, `t57`.`sequence` ASC NULLS LAST, `t57`.`row_id` ASC NULLS LAST
    ) - 1 AS `place`
  FROM `t56` AS `t57`
), `t66` AS (
  SELECT
    `t61`.`deal_id`,
    `t61`.`row_id`,
    `t61`.`changed_at`,
    `t61`.`sequence`,
    `t61`.`is_sure`,
    `t61`.`was_sure`,
    `t61`.`place`,
    ROW_NUMBER() OVER (
      PARTITION BY `t61`.`deal_id`
      ORDER BY `t61`.`changed_at` ASC NULLS LAST, `t61`.`sequence` ASC NULLS LAST, `t61`.`row_id` ASC NULLS LAST
    ) - 1 AS `time`
  FROM (
    SELECT
      *
    FROM `t58` AS `t59`
    WHERE
      `t59`.`is_sure`
  ) AS `t61`
), `t79` AS (
  SELECT
    `t73`.`deal_id`,
    `t73`.`row_id`,
    `t73`.`sure_at`,
    `t14`.`as_of`,
    COALESCE(`t78`.`back_at`, `t14`.`as_of`) AS `sure_until`
  FROM (
    SELECT
      `t67`.`deal_id`,
      `t67`.`row_id`,
      `t67`.`place` AS `sure_place`,
      `t67`.`changed_at` AS `sure_at`
    FROM `t66` AS `t67`
    WHERE
      `t67`.`time` = 0
  ) AS `t73`
  INNER JOIN (
    SELECT
      `t2`.`deal_id`,
      `t2`.`as_of`
    FROM `book_deal` AS `t2`
  ) AS `t14`
    ON `t73`.`deal_id` = `t14`.`deal_id`
  LEFT OUTER JOIN (
    SELECT
      `t76`.`deal_id`,
      MIN(`t76`.`changed_at`) AS `back_at`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t63`.`deal_id`,
          `t63`.`row_id`,
          `t63`.`changed_at`,
          `t63`.`sequence`,
          `t63`.`is_sure`,
          `t63`.`was_sure`,
          `t63`.`place`,
          `t74`.`sure_place`
        FROM (
          SELECT
            *
          FROM `t58` AS `t59`
          WHERE
            NOT (
              `t59`.`is_sure`
            )
        ) AS `t63`
        INNER JOIN (
          SELECT
            `t67`.`deal_id`,
            `t67`.`place` AS `sure_place`
          FROM `t66` AS `t67`
          WHERE
            `t67`.`time` = 0
        ) AS `t74`
          ON `t63`.`deal_id` = `t74`.`deal_id`
      ) AS `t75`
      WHERE
        `t75`.`place` > `t75`.`sure_place`
    ) AS `t76`
    GROUP BY
      1
  ) AS `t78`
    ON `t73`.`deal_id` = `t78`.`deal_id`
)
SELECT
  `t154`.`deal_id`,
  `t154`.`answer`,
  IF(`t154`.`answer` <> 'unknown', CAST(`t154`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t154`.`answer` = 'hit', `t154`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t153`.`deal_id`,
    `t153`.`as_of`,
    `t153`.`opened_at`,
    `t153`.`account_id`,
    `t153`.`owner_id`,
    `t153`.`pipeline`,
    `t153`.`stage`,
    `t153`.`stage_entered_at`,
    `t153`.`amount`,
    `t153`.`size_band`,
    `t153`.`segment`,
    `t153`.`product`,
    `t153`.`channel`,
    `t153`.`history_complete`,
    `t153`.`is_look_back`,
    `t153`.`was_sure_unseen`,
    `t153`.`row_id`,
    `t153`.`sure_at`,
    `t153`.`sure_until`,
    `t153`.`since`,
    `t153`.`decider_met`,
    `t153`.`is_heard`,
    `t153`.`is_dated`,
    CASE
      WHEN `t153`.`since` IS NOT NULL
      THEN 'hit'
      WHEN (
        `t153`.`since` IS NULL
      )
      AND (
        `t153`.`sure_at` IS NOT NULL
      )
      AND (
        `t153`.`decider_met`
        AND `t153`.`is_heard`
        AND `t153`.`is_dated`
        AND NOT (
          `t153`.`was_sure_unseen`
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    CAST(FLOOR((
      `t153`.`as_of` - `t153`.`sure_at`
    ) / (
      86400
    )) AS BIGINT) AS `value`,
    `t153`.`since` AS `hit_at`
  FROM (
    SELECT
      `t152`.`deal_id`,
      `t152`.`as_of`,
      `t152`.`opened_at`,
      `t152`.`account_id`,
      `t152`.`owner_id`,
      `t152`.`pipeline`,
      `t152`.`stage`,
      `t152`.`stage_entered_at`,
      `t152`.`amount`,
      `t152`.`size_band`,
      `t152`.`segment`,
      `t152`.`product`,
      `t152`.`channel`,
      `t152`.`history_complete`,
      `t152`.`is_look_back`,
      `t152`.`was_sure_unseen`,
      `t152`.`row_id`,
      `t152`.`sure_at`,
      `t152`.`sure_until`,
      `t152`.`since`,
      `t152`.`decider_met`,
      `t152`.`is_heard`,
      `t152`.`is_dated`
    FROM (
      SELECT
        `t151`.`deal_id`,
        `t151`.`as_of`,
        `t151`.`opened_at`,
        `t151`.`account_id`,
        `t151`.`owner_id`,
        `t151`.`pipeline`,
        `t151`.`stage`,
        `t151`.`stage_entered_at`,
        `t151`.`amount`,
        `t151`.`size_band`,
        `t151`.`segment`,
        `t151`.`product`,
        `t151`.`channel`,
        `t151`.`history_complete`,
        `t151`.`is_look_back`,
        `t151`.`was_sure_unseen`,
        `t151`.`row_id`,
        `t151`.`sure_at`,
        `t151`.`sure_until`,
        `t151`.`since`,
        `t151`.`decider_met`,
        `t151`.`is_heard`,
        `t51`.`deal_id` AS `deal_id_right`,
        `t51`.`is_dated`
      FROM (
        SELECT
          `t149`.`deal_id`,
          `t149`.`as_of`,
          `t149`.`opened_at`,
          `t149`.`account_id`,
          `t149`.`owner_id`,
          `t149`.`pipeline`,
          `t149`.`stage`,
          `t149`.`stage_entered_at`,
          `t149`.`amount`,
          `t149`.`size_band`,
          `t149`.`segment`,
          `t149`.`product`,
          `t149`.`channel`,
          `t149`.`history_complete`,
          `t149`.`is_look_back`,
          `t149`.`was_sure_unseen`,
          `t149`.`row_id`,
          `t149`.`sure_at`,
          `t149`.`sure_until`,
          `t149`.`since`,
          `t149`.`decider_met`,
          `t149`.`is_heard`
        FROM (
          SELECT
            `t148`.`deal_id`,
            `t148`.`as_of`,
            `t148`.`opened_at`,
            `t148`.`account_id`,
            `t148`.`owner_id`,
            `t148`.`pipeline`,
            `t148`.`stage`,
            `t148`.`stage_entered_at`,
            `t148`.`amount`,
            `t148`.`size_band`,
            `t148`.`segment`,
            `t148`.`product`,
            `t148`.`channel`,
            `t148`.`history_complete`,
            `t148`.`is_look_back`,
            `t148`.`was_sure_unseen`,
            `t148`.`row_id`,
            `t148`.`sure_at`,
            `t148`.`sure_until`,
            `t148`.`since`,
            `t148`.`decider_met`,
            `t113`.`deal_id` AS `deal_id_right`,
            `t113`.`is_heard`
          FROM (
            SELECT
              `t146`.`deal_id`,
              `t146`.`as_of`,
              `t146`.`opened_at`,
              `t146`.`account_id`,
              `t146`.`owner_id`,
              `t146`.`pipeline`,
              `t146`.`stage`,
              `t146`.`stage_entered_at`,
              `t146`.`amount`,
              `t146`.`size_band`,
              `t146`.`segment`,
              `t146`.`product`,
              `t146`.`channel`,
              `t146`.`history_complete`,
              `t146`.`is_look_back`,
              `t146`.`was_sure_unseen`,
              `t146`.`row_id`,
              `t146`.`sure_at`,
              `t146`.`sure_until`,
              `t146`.`since`,
              `t146`.`decider_met`
            FROM (
              SELECT
                `t145`.`deal_id`,
                `t145`.`as_of`,
                `t145`.`opened_at`,
                `t145`.`account_id`,
                `t145`.`owner_id`,
                `t145`.`pipeline`,
                `t145`.`stage`,
                `t145`.`stage_entered_at`,
                `t145`.`amount`,
                `t145`.`size_band`,
                `t145`.`segment`,
                `t145`.`product`,
                `t145`.`channel`,
                `t145`.`history_complete`,
                `t145`.`is_look_back`,
                `t145`.`was_sure_unseen`,
                `t145`.`row_id`,
                `t145`.`sure_at`,
                `t145`.`sure_until`,
                `t145`.`since`,
                `t138`.`deal_id` AS `deal_id_right`,
                `t138`.`decider_met`
              FROM (
                SELECT
                  `t143`.`deal_id`,
                  `t143`.`as_of`,
                  `t143`.`opened_at`,
                  `t143`.`account_id`,
                  `t143`.`owner_id`,
                  `t143`.`pipeline`,
                  `t143`.`stage`,
                  `t143`.`stage_entered_at`,
                  `t143`.`amount`,
                  `t143`.`size_band`,
                  `t143`.`segment`,
                  `t143`.`product`,
                  `t143`.`channel`,
                  `t143`.`history_complete`,
                  `t143`.`is_look_back`,
                  `t143`.`was_sure_unseen`,
                  `t143`.`row_id`,
                  `t143`.`sure_at`,
                  `t143`.`sure_until`,
                  `t143`.`since`
                FROM (
                  SELECT
                    `t102`.`deal_id`,
                    `t102`.`as_of`,
                    `t102`.`opened_at`,
                    `t102`.`account_id`,
                    `t102`.`owner_id`,
                    `t102`.`pipeline`,
                    `t102`.`stage`,
                    `t102`.`stage_entered_at`,
                    `t102`.`amount`,
                    `t102`.`size_band`,
                    `t102`.`segment`,
                    `t102`.`product`,
                    `t102`.`channel`,
                    `t102`.`history_complete`,
                    `t102`.`is_look_back`,
                    `t102`.`was_sure_unseen`,
                    `t102`.`row_id`,
                    `t102`.`sure_at`,
                    `t102`.`sure_until`,
                    `t142`.`deal_id` AS `deal_id_right`,
                    `t142`.`since`
                  FROM (
                    SELECT
                      `t95`.`deal_id`,
                      `t95`.`as_of`,
                      `t95`.`opened_at`,
                      `t95`.`account_id`,
                      `t95`.`owner_id`,
                      `t95`.`pipeline`,
                      `t95`.`stage`,
                      `t95`.`stage_entered_at`,
                      `t95`.`amount`,
                      `t95`.`size_band`,
                      `t95`.`segment`,
                      `t95`.`product`,
                      `t95`.`channel`,
                      `t95`.`history_complete`,
                      `t95`.`is_look_back`,
                      `t95`.`was_sure_unseen`,
                      `t95`.`row_id`,
                      `t95`.`sure_at`,
                      `t95`.`sure_until`
                    FROM (
                      SELECT
                        `t72`.`deal_id`,
                        `t72`.`as_of`,
                        `t72`.`opened_at`,
                        `t72`.`account_id`,
                        `t72`.`owner_id`,
                        `t72`.`pipeline`,
                        `t72`.`stage`,
                        `t72`.`stage_entered_at`,
                        `t72`.`amount`,
                        `t72`.`size_band`,
                        `t72`.`segment`,
                        `t72`.`product`,
                        `t72`.`channel`,
                        `t72`.`history_complete`,
                        `t72`.`is_look_back`,
                        `t72`.`was_sure_unseen`,
                        `t88`.`deal_id` AS `deal_id_right`,
                        `t88`.`row_id`,
                        `t88`.`sure_at`,
                        `t88`.`sure_until`
                      FROM (
                        SELECT
                          `t68`.`deal_id`,
                          `t68`.`as_of`,
                          `t68`.`opened_at`,
                          `t68`.`account_id`,
                          `t68`.`owner_id`,
                          `t68`.`pipeline`,
                          `t68`.`stage`,
                          `t68`.`stage_entered_at`,
                          `t68`.`amount`,
                          `t68`.`size_band`,
                          `t68`.`segment`,
                          `t68`.`product`,
                          `t68`.`channel`,
                          `t68`.`history_complete`,
                          `t68`.`is_look_back`,
                          `t68`.`was_sure_unseen`
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
                            `t65`.`deal_id` AS `deal_id_right`,
                            `t65`.`was_sure_unseen`
                          FROM `book_deal` AS `t5`
                          LEFT OUTER JOIN (
                            SELECT
                              `t60`.`deal_id`,
                              BOOL_OR(`t60`.`is_unseen`) AS `was_sure_unseen`
                            FROM (
                              SELECT
                                `t57`.`deal_id`,
                                `t57`.`row_id`,
                                `t57`.`changed_at`,
                                `t57`.`sequence`,
                                `t57`.`is_sure`,
                                `t57`.`was_sure`,
                                `t57`.`was_sure`
                                AND NOT (
                                  COALESCE(
                                    LAG(`t57`.`is_sure`) OVER (
                                      PARTITION BY `t57`.`deal_id`
                                      ORDER BY `t57`.`changed_at` ASC NULLS LAST, `t57`.`sequence` ASC NULLS LAST, `t57`.`row_id` ASC NULLS LAST
                                    ),
                                    FALSE
                                  )
                                ) AS `is_unseen`
                              FROM `t56` AS `t57`
                            ) AS `t60`
                            GROUP BY
                              1
                          ) AS `t65`
                            ON `t5`.`deal_id` = `t65`.`deal_id`
                        ) AS `t68`
                      ) AS `t72`
                      LEFT OUTER JOIN (
                        SELECT
                          `t80`.`deal_id`,
                          `t80`.`row_id`,
                          `t80`.`sure_at`,
                          `t80`.`sure_until`
                        FROM `t79` AS `t80`
                      ) AS `t88`
                        ON `t72`.`deal_id` = `t88`.`deal_id`
                    ) AS `t95`
                  ) AS `t102`
                  LEFT OUTER JOIN (
                    SELECT
                      `t140`.`deal_id`,
                      MIN(`t140`.`since`) AS `since`
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          `t137`.`deal_id`,
                          `t137`.`since`
                        FROM (
                          SELECT
                            `t135`.`deal_id`,
                            `t135`.`met`,
                            `t135`.`decider_met`,
                            `t135`.`is_unmet`,
                            `t92`.`since`
                          FROM (
                            SELECT
                              `t133`.`deal_id`,
                              `t133`.`met`,
                              `t133`.`decider_met`,
                              COALESCE(
                                (
                                  `t133`.`interactions` >= 2
                                )
                                AND NOT (
                                  `t133`.`decider_met`
                                )
                                AND (
                                  NOT (
                                    `t133`.`stranger_met`
                                  )
                                  AND NOT (
                                    `t133`.`nameless` OR (
                                      `t133`.`wrote` < `t133`.`messages`
                                    )
                                  )
                                  AND (
                                    `t133`.`decider_planned` IS NULL
                                  )
                                ),
                                FALSE
                              ) AS `is_unmet`
                            FROM (
                              SELECT
                                `t132`.`deal_id`,
                                `t132`.`met`,
                                `t132`.`wrote`,
                                `t132`.`decider_met`,
                                `t132`.`stranger_met`,
                                `t132`.`interactions`,
                                `t132`.`messages`,
                                `t132`.`nameless`,
                                `t132`.`latest_at`,
                                `t132`.`decider_planned`
                              FROM (
                                SELECT
                                  `t131`.`deal_id`,
                                  `t131`.`met`,
                                  `t131`.`wrote`,
                                  `t131`.`decider_met`,
                                  `t131`.`stranger_met`,
                                  `t131`.`interactions`,
                                  `t131`.`messages`,
                                  `t131`.`nameless`,
                                  `t131`.`latest_at`,
                                  `t114`.`deal_id` AS `deal_id_right`,
                                  `t114`.`decider_planned`
                                FROM (
                                  SELECT
                                    `t129`.`deal_id`,
                                    `t129`.`met`,
                                    `t129`.`wrote`,
                                    `t129`.`decider_met`,
                                    `t129`.`stranger_met`,
                                    `t129`.`interactions`,
                                    `t129`.`messages`,
                                    `t129`.`nameless`,
                                    `t129`.`latest_at`
                                  FROM (
                                    SELECT
                                      `t128`.`deal_id`,
                                      `t128`.`met`,
                                      `t128`.`wrote`,
                                      `t128`.`decider_met`,
                                      `t128`.`stranger_met`,
                                      `t120`.`deal_id` AS `deal_id_right`,
                                      `t120`.`interactions`,
                                      `t120`.`messages`,
                                      `t120`.`nameless`,
                                      `t120`.`latest_at`
                                    FROM (
                                      SELECT
                                        `t126`.`deal_id`,
                                        `t126`.`met`,
                                        `t126`.`wrote`,
                                        `t126`.`decider_met`,
                                        `t126`.`stranger_met`
                                      FROM (
                                        SELECT
                                          `t90`.`deal_id`,
                                          `t125`.`deal_id` AS `deal_id_right`,
                                          `t125`.`met`,
                                          `t125`.`wrote`,
                                          `t125`.`decider_met`,
                                          `t125`.`stranger_met`
                                        FROM (
                                          SELECT
                                            `t80`.`deal_id`
                                          FROM `t79` AS `t80`
                                        ) AS `t90`
                                        LEFT OUTER JOIN (
                                          SELECT
                                            `t123`.`deal_id`,
                                            COUNT(*) AS `met`,
                                            SUM(`t123`.`wrote`) AS `wrote`,
                                            BOOL_OR(`t123`.`decides`) AS `decider_met`,
                                            BOOL_OR(`t123`.`is_stranger`) AS `stranger_met`
                                          FROM (
                                            SELECT
                                              `t117`.`deal_id`,
                                              `t117`.`wrote`,
                                              COALESCE(`t31`.`has_deciding_role`, FALSE)
                                              OR (
                                                (
                                                  GREATEST(`t117`.`title_rank`, COALESCE(`t31`.`member_rank`, 0)) = 5
                                                )
                                                OR (
                                                  NOT (
                                                    COALESCE(`t31`.`has_role`, FALSE)
                                                  )
                                                  AND (
                                                    GREATEST(`t117`.`title_rank`, COALESCE(`t31`.`member_rank`, 0)) >= 4
                                                  )
                                                )
                                              ) AS `decides`,
                                              (
                                                GREATEST(`t117`.`title_rank`, COALESCE(`t31`.`member_rank`, 0)) = 0
                                              )
                                              AND NOT (
                                                COALESCE(`t31`.`has_role`, FALSE)
                                              ) AS `is_stranger`
                                            FROM (
                                              SELECT
                                                `t110`.`deal_id`,
                                                `t110`.`person_id`,
                                                MAX(`t110`.`rank`) AS `title_rank`,
                                                SUM(`t110`.`wrote`) AS `wrote`
                                              FROM (
                                                SELECT
                                                  `t107`.`deal_id`,
                                                  `t107`.`activity_id`,
                                                  `t107`.`person_id`,
                                                  `t107`.`occurred_at`,
                                                  `t107`.`rank`,
                                                  `t107`.`wrote`
                                                FROM (
                                                  SELECT
                                                    *
                                                  FROM (
                                                    SELECT
                                                      `t41`.`deal_id`,
                                                      `t41`.`activity_id`,
                                                      `t41`.`person_id`,
                                                      `t41`.`occurred_at`,
                                                      `t41`.`rank`,
                                                      `t41`.`wrote`,
                                                      `t93`.`until`
                                                    FROM (
                                                      SELECT
                                                        *
                                                      FROM (
                                                        SELECT
                                                          `t3`.`deal_id`,
                                                          `t3`.`activity_id`,
                                                          `t3`.`person_id`,
                                                          `t3`.`occurred_at`,
                                                          `t3`.`rank`,
                                                          0 AS `wrote`
                                                        FROM `book_presence` AS `t3`
                                                        WHERE
                                                          `t3`.`kind` IN ('meeting', 'call', 'demo')
                                                          AND `t3`.`status` IN ('held', 'unknown')
                                                          AND `t3`.`direction` <> 'internal'
                                                          AND `t3`.`part` <> 'cc'
                                                      ) AS `t16`
                                                      UNION ALL
                                                      SELECT
                                                        *
                                                      FROM (
                                                        SELECT
                                                          `t24`.`deal_id`,
                                                          `t24`.`activity_id`,
                                                          `t24`.`person_id`,
                                                          `t24`.`occurred_at`,
                                                          `t24`.`rank`,
                                                          1 AS `wrote`
                                                        FROM (
                                                          SELECT
                                                            *
                                                          FROM `book_presence` AS `t3`
                                                          WHERE
                                                            `t3`.`direction` = 'inbound'
                                                            AND `t3`.`kind` IN ('email', 'chat', 'letter')
                                                            AND `t3`.`part` <> 'to'
                                                            AND `t3`.`part` <> 'cc'
                                                        ) AS `t24`
                                                        LEFT ANTI JOIN (
                                                          SELECT
                                                            *
                                                          FROM `book_event` AS `t1`
                                                          WHERE
                                                            `t1`.`direction` = 'inbound'
                                                            AND `t1`.`kind` IN ('email', 'chat', 'letter')
                                                            AND `t1`.`is_automated`
                                                        ) AS `t20`
                                                          ON `t24`.`activity_id` = `t20`.`activity_id`
                                                      ) AS `t36`
                                                    ) AS `t41`
                                                    INNER JOIN (
                                                      SELECT
                                                        `t80`.`deal_id`,
                                                        `t80`.`sure_at` AS `until`
                                                      FROM `t79` AS `t80`
                                                    ) AS `t93`
                                                      ON `t41`.`deal_id` = `t93`.`deal_id`
                                                  ) AS `t100`
                                                  WHERE
                                                    `t100`.`occurred_at` <= `t100`.`until`
                                                ) AS `t107`
                                              ) AS `t110`
                                              GROUP BY
                                                1,
                                                2
                                            ) AS `t117`
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
                                            ) AS `t31`
                                              ON `t117`.`deal_id` = `t31`.`deal_id` AND `t117`.`person_id` = `t31`.`person_id`
                                          ) AS `t123`
                                          GROUP BY
                                            1
                                        ) AS `t125`
                                          ON `t90`.`deal_id` = `t125`.`deal_id`
                                      ) AS `t126`
                                    ) AS `t128`
                                    LEFT OUTER JOIN (
                                      SELECT
                                        `t109`.`deal_id`,
                                        COUNT(*) AS `interactions`,
                                        SUM(`t109`.`wrote`) AS `messages`,
                                        BOOL_OR((
                                          `t109`.`buyers` = 0
                                        ) OR (
                                          `t109`.`unnamed` > 0
                                        )) AS `nameless`,
                                        MAX(`t109`.`occurred_at`) AS `latest_at`
                                      FROM (
                                        SELECT
                                          `t106`.`deal_id`,
                                          `t106`.`activity_id`,
                                          `t106`.`occurred_at`,
                                          `t106`.`kind`,
                                          `t106`.`direction`,
                                          `t106`.`status`,
                                          `t106`.`is_automated`,
                                          `t106`.`buyers`,
                                          `t106`.`unnamed`,
                                          `t106`.`top_rank`,
                                          `t106`.`owner_id`,
                                          `t106`.`has_attachment`,
                                          `t106`.`wrote`
                                        FROM (
                                          SELECT
                                            *
                                          FROM (
                                            SELECT
                                              `t27`.`deal_id`,
                                              `t27`.`activity_id`,
                                              `t27`.`occurred_at`,
                                              `t27`.`kind`,
                                              `t27`.`direction`,
                                              `t27`.`status`,
                                              `t27`.`is_automated`,
                                              `t27`.`buyers`,
                                              `t27`.`unnamed`,
                                              `t27`.`top_rank`,
                                              `t27`.`owner_id`,
                                              `t27`.`has_attachment`,
                                              `t27`.`wrote`,
                                              `t93`.`until`
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
                                              ) AS `t12`
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
                                              ) AS `t13`
                                            ) AS `t27`
                                            INNER JOIN (
                                              SELECT
                                                `t80`.`deal_id`,
                                                `t80`.`sure_at` AS `until`
                                              FROM `t79` AS `t80`
                                            ) AS `t93`
                                              ON `t27`.`deal_id` = `t93`.`deal_id`
                                          ) AS `t99`
                                          WHERE
                                            `t99`.`occurred_at` <= `t99`.`until`
                                        ) AS `t106`
                                      ) AS `t109`
                                      GROUP BY
                                        1
                                    ) AS `t120`
                                      ON `t128`.`deal_id` = `t120`.`deal_id`
                                  ) AS `t129`
                                ) AS `t131`
                                LEFT OUTER JOIN (
                                  SELECT
                                    `t105`.`deal_id`,
                                    TRUE AS `decider_planned`
                                  FROM (
                                    SELECT DISTINCT
                                      `t98`.`deal_id`
                                    FROM (
                                      SELECT
                                        `t54`.`deal_id`,
                                        `t54`.`occurred_at`,
                                        `t93`.`until`
                                      FROM (
                                        SELECT
                                          `t49`.`deal_id`,
                                          `t49`.`occurred_at`
                                        FROM (
                                          SELECT
                                            `t29`.`deal_id`,
                                            `t29`.`activity_id`,
                                            `t29`.`person_id`,
                                            `t29`.`occurred_at`,
                                            `t29`.`kind`,
                                            `t29`.`direction`,
                                            `t29`.`status`,
                                            `t29`.`part`,
                                            `t29`.`rank`,
                                            `t44`.`deal_id` AS `deal_id_right`,
                                            `t44`.`person_id` AS `person_id_right`,
                                            `t44`.`row_id`,
                                            `t44`.`has_role`,
                                            `t44`.`has_deciding_role`,
                                            `t44`.`member_rank`
                                          FROM `t15` AS `t29`
                                          LEFT OUTER JOIN (
                                            SELECT
                                              `t38`.`deal_id`,
                                              `t38`.`person_id`,
                                              MIN(`t38`.`row_id`) AS `row_id`,
                                              BOOL_OR(`t38`.`role` <> 'unknown') AS `has_role`,
                                              BOOL_OR(`t38`.`role` IN ('decision_maker', 'economic_buyer')) AS `has_deciding_role`,
                                              MAX(`t38`.`rank`) AS `member_rank`
                                            FROM (
                                              SELECT
                                                `t6`.`deal_id`,
                                                `t6`.`row_id`,
                                                `t6`.`person_id`,
                                                `t6`.`role`,
                                                `t6`.`rank`,
                                                `t6`.`is_primary`
                                              FROM `book_member` AS `t6`
                                              LEFT SEMI JOIN `t15` AS `t30`
                                                ON `t6`.`deal_id` = `t30`.`deal_id` AND `t6`.`person_id` = `t30`.`person_id`
                                            ) AS `t38`
                                            GROUP BY
                                              1,
                                              2
                                          ) AS `t44`
                                            ON `t29`.`deal_id` = `t44`.`deal_id` AND `t29`.`person_id` = `t44`.`person_id`
                                        ) AS `t49`
                                        WHERE
                                          COALESCE(`t49`.`has_deciding_role`, FALSE)
                                          OR (
                                            (
                                              GREATEST(`t49`.`rank`, COALESCE(`t49`.`member_rank`, 0)) = 5
                                            )
                                            OR (
                                              NOT (
                                                COALESCE(`t49`.`has_role`, FALSE)
                                              )
                                              AND (
                                                GREATEST(`t49`.`rank`, COALESCE(`t49`.`member_rank`, 0)) >= 4
                                              )
                                            )
                                          )
                                      ) AS `t54`
                                      INNER JOIN (
                                        SELECT
                                          `t80`.`deal_id`,
                                          `t80`.`sure_at` AS `until`
                                        FROM `t79` AS `t80`
                                      ) AS `t93`
                                        ON `t54`.`deal_id` = `t93`.`deal_id`
                                    ) AS `t98`
                                    WHERE
                                      `t98`.`occurred_at` <= `t98`.`until`
                                  ) AS `t105`
                                ) AS `t114`
                                  ON `t131`.`deal_id` = `t114`.`deal_id`
                              ) AS `t132`
                            ) AS `t133`
                          ) AS `t135`
                          INNER JOIN (
                            SELECT
                              `t80`.`deal_id`,
                              `t80`.`sure_at` AS `since`
                            FROM `t79` AS `t80`
                          ) AS `t92`
                            ON `t135`.`deal_id` = `t92`.`deal_id`
                        ) AS `t137`
                        WHERE
                          `t137`.`is_unmet`
                      ) AS `t139`
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            `t108`.`deal_id`,
                            `t108`.`since`
                          FROM (
                            SELECT
                              `t94`.`deal_id`,
                              `t94`.`activity_id`,
                              `t94`.`occurred_at`,
                              `t94`.`row_id`,
                              `t94`.`sure_at`,
                              `t94`.`as_of`,
                              `t94`.`sure_until`,
                              COALESCE(
                                LEAD(`t94`.`occurred_at`) OVER (
                                  PARTITION BY `t94`.`deal_id`
                                  ORDER BY `t94`.`occurred_at` ASC NULLS LAST, `t94`.`activity_id` ASC NULLS LAST
                                ),
                                `t94`.`as_of`
                              ) AS `next_at`,
                              GREATEST(`t94`.`occurred_at` + 2592000, `t94`.`sure_at`) AS `since`
                            FROM (
                              SELECT
                                `t40`.`deal_id`,
                                `t40`.`activity_id`,
                                `t40`.`occurred_at`,
                                `t82`.`row_id`,
                                `t82`.`sure_at`,
                                `t82`.`as_of`,
                                `t82`.`sure_until`
                              FROM (
                                SELECT
                                  `t33`.`deal_id`,
                                  `t33`.`activity_id`,
                                  `t33`.`occurred_at`
                                FROM `t32` AS `t33`
                              ) AS `t40`
                              INNER JOIN `t79` AS `t82`
                                ON `t40`.`deal_id` = `t82`.`deal_id`
                            ) AS `t94`
                          ) AS `t108`
                          WHERE
                            `t108`.`since` < `t108`.`next_at` AND `t108`.`since` < `t108`.`sure_until`
                        ) AS `t115`
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            `t118`.`deal_id`,
                            GREATEST(`t118`.`changed_at`, `t118`.`sure_at`) AS `since`
                          FROM (
                            SELECT
                              `t103`.`deal_id`,
                              `t103`.`row_id`,
                              `t103`.`changed_at`,
                              `t103`.`sequence`,
                              `t103`.`days`,
                              `t103`.`sure_at`,
                              `t103`.`as_of`,
                              `t103`.`sure_until`,
                              (
                                ROW_NUMBER() OVER (
                                  PARTITION BY `t103`.`deal_id`
                                  ORDER BY `t103`.`changed_at` ASC NULLS LAST, `t103`.`sequence` ASC NULLS LAST, `t103`.`row_id` ASC NULLS LAST
                                ) - 1
                              ) + 1 AS `number`,
                              `t103`.`changed_at` AS `occurred_at`
                            FROM (
                              SELECT
                                *
                              FROM (
                                SELECT
                                  `t46`.`deal_id`,
                                  `t46`.`row_id`,
                                  `t46`.`changed_at`,
                                  `t46`.`sequence`,
                                  `t46`.`days`,
                                  `t89`.`sure_at`,
                                  `t89`.`as_of`,
                                  `t89`.`sure_until`
                                FROM `t43` AS `t46`
                                INNER JOIN (
                                  SELECT
                                    `t80`.`deal_id`,
                                    `t80`.`sure_at`,
                                    `t80`.`as_of`,
                                    `t80`.`sure_until`
                                  FROM `t79` AS `t80`
                                ) AS `t89`
                                  ON `t46`.`deal_id` = `t89`.`deal_id`
                              ) AS `t96`
                              WHERE
                                `t96`.`days` > 0 AND `t96`.`changed_at` < `t96`.`sure_until`
                            ) AS `t103`
                          ) AS `t118`
                          WHERE
                            `t118`.`number` = 2
                        ) AS `t121`
                      ) AS `t122`
                    ) AS `t140`
                    GROUP BY
                      1
                  ) AS `t142`
                    ON `t102`.`deal_id` = `t142`.`deal_id`
                ) AS `t143`
              ) AS `t145`
              LEFT OUTER JOIN (
                SELECT
                  `t135`.`deal_id`,
                  `t135`.`decider_met`
                FROM (
                  SELECT
                    `t133`.`deal_id`,
                    `t133`.`met`,
                    `t133`.`decider_met`,
                    COALESCE(
                      (
                        `t133`.`interactions` >= 2
                      )
                      AND NOT (
                        `t133`.`decider_met`
                      )
                      AND (
                        NOT (
                          `t133`.`stranger_met`
                        )
                        AND NOT (
                          `t133`.`nameless` OR (
                            `t133`.`wrote` < `t133`.`messages`
                          )
                        )
                        AND (
                          `t133`.`decider_planned` IS NULL
                        )
                      ),
                      FALSE
                    ) AS `is_unmet`
                  FROM (
                    SELECT
                      `t132`.`deal_id`,
                      `t132`.`met`,
                      `t132`.`wrote`,
                      `t132`.`decider_met`,
                      `t132`.`stranger_met`,
                      `t132`.`interactions`,
                      `t132`.`messages`,
                      `t132`.`nameless`,
                      `t132`.`latest_at`,
                      `t132`.`decider_planned`
                    FROM (
                      SELECT
                        `t131`.`deal_id`,
                        `t131`.`met`,
                        `t131`.`wrote`,
                        `t131`.`decider_met`,
                        `t131`.`stranger_met`,
                        `t131`.`interactions`,
                        `t131`.`messages`,
                        `t131`.`nameless`,
                        `t131`.`latest_at`,
                        `t114`.`deal_id` AS `deal_id_right`,
                        `t114`.`decider_planned`
                      FROM (
                        SELECT
                          `t129`.`deal_id`,
                          `t129`.`met`,
                          `t129`.`wrote`,
                          `t129`.`decider_met`,
                          `t129`.`stranger_met`,
                          `t129`.`interactions`,
                          `t129`.`messages`,
                          `t129`.`nameless`,
                          `t129`.`latest_at`
                        FROM (
                          SELECT
                            `t128`.`deal_id`,
                            `t128`.`met`,
                            `t128`.`wrote`,
                            `t128`.`decider_met`,
                            `t128`.`stranger_met`,
                            `t120`.`deal_id` AS `deal_id_right`,
                            `t120`.`interactions`,
                            `t120`.`messages`,
                            `t120`.`nameless`,
                            `t120`.`latest_at`
                          FROM (
                            SELECT
                              `t126`.`deal_id`,
                              `t126`.`met`,
                              `t126`.`wrote`,
                              `t126`.`decider_met`,
                              `t126`.`stranger_met`
                            FROM (
                              SELECT
                                `t90`.`deal_id`,
                                `t125`.`deal_id` AS `deal_id_right`,
                                `t125`.`met`,
                                `t125`.`wrote`,
                                `t125`.`decider_met`,
                                `t125`.`stranger_met`
                              FROM (
                                SELECT
                                  `t80`.`deal_id`
                                FROM `t79` AS `t80`
                              ) AS `t90`
                              LEFT OUTER JOIN (
                                SELECT
                                  `t123`.`deal_id`,
                                  COUNT(*) AS `met`,
                                  SUM(`t123`.`wrote`) AS `wrote`,
                                  BOOL_OR(`t123`.`decides`) AS `decider_met`,
                                  BOOL_OR(`t123`.`is_stranger`) AS `stranger_met`
                                FROM (
                                  SELECT
                                    `t117`.`deal_id`,
                                    `t117`.`wrote`,
                                    COALESCE(`t31`.`has_deciding_role`, FALSE)
                                    OR (
                                      (
                                        GREATEST(`t117`.`title_rank`, COALESCE(`t31`.`member_rank`, 0)) = 5
                                      )
                                      OR (
                                        NOT (
                                          COALESCE(`t31`.`has_role`, FALSE)
                                        )
                                        AND (
                                          GREATEST(`t117`.`title_rank`, COALESCE(`t31`.`member_rank`, 0)) >= 4
                                        )
                                      )
                                    ) AS `decides`,
                                    (
                                      GREATEST(`t117`.`title_rank`, COALESCE(`t31`.`member_rank`, 0)) = 0
                                    )
                                    AND NOT (
                                      COALESCE(`t31`.`has_role`, FALSE)
                                    ) AS `is_stranger`
                                  FROM (
                                    SELECT
                                      `t110`.`deal_id`,
                                      `t110`.`person_id`,
                                      MAX(`t110`.`rank`) AS `title_rank`,
                                      SUM(`t110`.`wrote`) AS `wrote`
                                    FROM (
                                      SELECT
                                        `t107`.`deal_id`,
                                        `t107`.`activity_id`,
                                        `t107`.`person_id`,
                                        `t107`.`occurred_at`,
                                        `t107`.`rank`,
                                        `t107`.`wrote`
                                      FROM (
                                        SELECT
                                          *
                                        FROM (
                                          SELECT
                                            `t41`.`deal_id`,
                                            `t41`.`activity_id`,
                                            `t41`.`person_id`,
                                            `t41`.`occurred_at`,
                                            `t41`.`rank`,
                                            `t41`.`wrote`,
                                            `t93`.`until`
                                          FROM (
                                            SELECT
                                              *
                                            FROM (
                                              SELECT
                                                `t3`.`deal_id`,
                                                `t3`.`activity_id`,
                                                `t3`.`person_id`,
                                                `t3`.`occurred_at`,
                                                `t3`.`rank`,
                                                0 AS `wrote`
                                              FROM `book_presence` AS `t3`
                                              WHERE
                                                `t3`.`kind` IN ('meeting', 'call', 'demo')
                                                AND `t3`.`status` IN ('held', 'unknown')
                                                AND `t3`.`direction` <> 'internal'
                                                AND `t3`.`part` <> 'cc'
                                            ) AS `t16`
                                            UNION ALL
                                            SELECT
                                              *
                                            FROM (
                                              SELECT
                                                `t24`.`deal_id`,
                                                `t24`.`activity_id`,
                                                `t24`.`person_id`,
                                                `t24`.`occurred_at`,
                                                `t24`.`rank`,
                                                1 AS `wrote`
                                              FROM (
                                                SELECT
                                                  *
                                                FROM `book_presence` AS `t3`
                                                WHERE
                                                  `t3`.`direction` = 'inbound'
                                                  AND `t3`.`kind` IN ('email', 'chat', 'letter')
                                                  AND `t3`.`part` <> 'to'
                                                  AND `t3`.`part` <> 'cc'
                                              ) AS `t24`
                                              LEFT ANTI JOIN (
                                                SELECT
                                                  *
                                                FROM `book_event` AS `t1`
                                                WHERE
                                                  `t1`.`direction` = 'inbound'
                                                  AND `t1`.`kind` IN ('email', 'chat', 'letter')
                                                  AND `t1`.`is_automated`
                                              ) AS `t20`
                                                ON `t24`.`activity_id` = `t20`.`activity_id`
                                            ) AS `t36`
                                          ) AS `t41`
                                          INNER JOIN (
                                            SELECT
                                              `t80`.`deal_id`,
                                              `t80`.`sure_at` AS `until`
                                            FROM `t79` AS `t80`
                                          ) AS `t93`
                                            ON `t41`.`deal_id` = `t93`.`deal_id`
                                        ) AS `t100`
                                        WHERE
                                          `t100`.`occurred_at` <= `t100`.`until`
                                      ) AS `t107`
                                    ) AS `t110`
                                    GROUP BY
                                      1,
                                      2
                                  ) AS `t117`
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
                                  ) AS `t31`
                                    ON `t117`.`deal_id` = `t31`.`deal_id` AND `t117`.`person_id` = `t31`.`person_id`
                                ) AS `t123`
                                GROUP BY
                                  1
                              ) AS `t125`
                                ON `t90`.`deal_id` = `t125`.`deal_id`
                            ) AS `t126`
                          ) AS `t128`
                          LEFT OUTER JOIN (
                            SELECT
                              `t109`.`deal_id`,
                              COUNT(*) AS `interactions`,
                              SUM(`t109`.`wrote`) AS `messages`,
                              BOOL_OR((
                                `t109`.`buyers` = 0
                              ) OR (
                                `t109`.`unnamed` > 0
                              )) AS `nameless`,
                              MAX(`t109`.`occurred_at`) AS `latest_at`
                            FROM (
                              SELECT
                                `t106`.`deal_id`,
                                `t106`.`activity_id`,
                                `t106`.`occurred_at`,
                                `t106`.`kind`,
                                `t106`.`direction`,
                                `t106`.`status`,
                                `t106`.`is_automated`,
                                `t106`.`buyers`,
                                `t106`.`unnamed`,
                                `t106`.`top_rank`,
                                `t106`.`owner_id`,
                                `t106`.`has_attachment`,
                                `t106`.`wrote`
                              FROM (
                                SELECT
                                  *
                                FROM (
                                  SELECT
                                    `t27`.`deal_id`,
                                    `t27`.`activity_id`,
                                    `t27`.`occurred_at`,
                                    `t27`.`kind`,
                                    `t27`.`direction`,
                                    `t27`.`status`,
                                    `t27`.`is_automated`,
                                    `t27`.`buyers`,
                                    `t27`.`unnamed`,
                                    `t27`.`top_rank`,
                                    `t27`.`owner_id`,
                                    `t27`.`has_attachment`,
                                    `t27`.`wrote`,
                                    `t93`.`until`
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
                                    ) AS `t12`
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
                                    ) AS `t13`
                                  ) AS `t27`
                                  INNER JOIN (
                                    SELECT
                                      `t80`.`deal_id`,
                                      `t80`.`sure_at` AS `until`
                                    FROM `t79` AS `t80`
                                  ) AS `t93`
                                    ON `t27`.`deal_id` = `t93`.`deal_id`
                                ) AS `t99`
                                WHERE
                                  `t99`.`occurred_at` <= `t99`.`until`
                              ) AS `t106`
                            ) AS `t109`
                            GROUP BY
                              1
                          ) AS `t120`
                            ON `t128`.`deal_id` = `t120`.`deal_id`
                        ) AS `t129`
                      ) AS `t131`
                      LEFT OUTER JOIN (
                        SELECT
                          `t105`.`deal_id`,
                          TRUE AS `decider_planned`
                        FROM (
                          SELECT DISTINCT
                            `t98`.`deal_id`
                          FROM (
                            SELECT
                              `t54`.`deal_id`,
                              `t54`.`occurred_at`,
                              `t93`.`until`
                            FROM (
                              SELECT
                                `t49`.`deal_id`,
                                `t49`.`occurred_at`
                              FROM (
                                SELECT
                                  `t29`.`deal_id`,
                                  `t29`.`activity_id`,
                                  `t29`.`person_id`,
                                  `t29`.`occurred_at`,
                                  `t29`.`kind`,
                                  `t29`.`direction`,
                                  `t29`.`status`,
                                  `t29`.`part`,
                                  `t29`.`rank`,
                                  `t44`.`deal_id` AS `deal_id_right`,
                                  `t44`.`person_id` AS `person_id_right`,
                                  `t44`.`row_id`,
                                  `t44`.`has_role`,
                                  `t44`.`has_deciding_role`,
                                  `t44`.`member_rank`
                                FROM `t15` AS `t29`
                                LEFT OUTER JOIN (
                                  SELECT
                                    `t38`.`deal_id`,
                                    `t38`.`person_id`,
                                    MIN(`t38`.`row_id`) AS `row_id`,
                                    BOOL_OR(`t38`.`role` <> 'unknown') AS `has_role`,
                                    BOOL_OR(`t38`.`role` IN ('decision_maker', 'economic_buyer')) AS `has_deciding_role`,
                                    MAX(`t38`.`rank`) AS `member_rank`
                                  FROM (
                                    SELECT
                                      `t6`.`deal_id`,
                                      `t6`.`row_id`,
                                      `t6`.`person_id`,
                                      `t6`.`role`,
                                      `t6`.`rank`,
                                      `t6`.`is_primary`
                                    FROM `book_member` AS `t6`
                                    LEFT SEMI JOIN `t15` AS `t30`
                                      ON `t6`.`deal_id` = `t30`.`deal_id` AND `t6`.`person_id` = `t30`.`person_id`
                                  ) AS `t38`
                                  GROUP BY
                                    1,
                                    2
                                ) AS `t44`
                                  ON `t29`.`deal_id` = `t44`.`deal_id` AND `t29`.`person_id` = `t44`.`person_id`
                              ) AS `t49`
                              WHERE
                                COALESCE(`t49`.`has_deciding_role`, FALSE)
                                OR (
                                  (
                                    GREATEST(`t49`.`rank`, COALESCE(`t49`.`member_rank`, 0)) = 5
                                  )
                                  OR (
                                    NOT (
                                      COALESCE(`t49`.`has_role`, FALSE)
                                    )
                                    AND (
                                      GREATEST(`t49`.`rank`, COALESCE(`t49`.`member_rank`, 0)) >= 4
                                    )
                                  )
                                )
                            ) AS `t54`
                            INNER JOIN (
                              SELECT
                                `t80`.`deal_id`,
                                `t80`.`sure_at` AS `until`
                              FROM `t79` AS `t80`
                            ) AS `t93`
                              ON `t54`.`deal_id` = `t93`.`deal_id`
                          ) AS `t98`
                          WHERE
                            `t98`.`occurred_at` <= `t98`.`until`
                        ) AS `t105`
                      ) AS `t114`
                        ON `t131`.`deal_id` = `t114`.`deal_id`
                    ) AS `t132`
                  ) AS `t133`
                ) AS `t135`
                INNER JOIN (
                  SELECT
                    `t80`.`deal_id`,
                    `t80`.`sure_at` AS `since`
                  FROM `t79` AS `t80`
                ) AS `t92`
                  ON `t135`.`deal_id` = `t92`.`deal_id`
              ) AS `t138`
                ON `t145`.`deal_id` = `t138`.`deal_id`
            ) AS `t146`
          ) AS `t148`
          LEFT OUTER JOIN (
            SELECT
              `t104`.`deal_id`,
              TRUE AS `is_heard`
            FROM (
              SELECT DISTINCT
                `t97`.`deal_id`
              FROM (
                SELECT
                  `t35`.`deal_id`,
                  `t35`.`activity_id`,
                  `t35`.`occurred_at`,
                  `t35`.`kind`,
                  `t35`.`direction`,
                  `t35`.`status`,
                  `t35`.`is_automated`,
                  `t35`.`buyers`,
                  `t35`.`unnamed`,
                  `t35`.`top_rank`,
                  `t35`.`owner_id`,
                  `t35`.`has_attachment`,
                  `t91`.`sure_at`
                FROM `t32` AS `t35`
                INNER JOIN (
                  SELECT
                    `t80`.`deal_id`,
                    `t80`.`sure_at`
                  FROM `t79` AS `t80`
                ) AS `t91`
                  ON `t35`.`deal_id` = `t91`.`deal_id`
              ) AS `t97`
              WHERE
                `t97`.`occurred_at` <= `t97`.`sure_at`
            ) AS `t104`
          ) AS `t113`
            ON `t148`.`deal_id` = `t113`.`deal_id`
        ) AS `t149`
      ) AS `t151`
      LEFT OUTER JOIN (
        SELECT
          `t48`.`deal_id`,
          TRUE AS `is_dated`
        FROM (
          SELECT DISTINCT
            `t45`.`deal_id`
          FROM `t43` AS `t45`
        ) AS `t48`
      ) AS `t51`
        ON `t151`.`deal_id` = `t51`.`deal_id`
    ) AS `t152`
  ) AS `t153`
) AS `t154`
