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
  `t157`.`deal_id`,
  `t157`.`answer`,
  IF(`t157`.`answer` <> 'unknown', CAST(`t157`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t157`.`answer` = 'hit', `t157`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t156`.`deal_id`,
    `t156`.`as_of`,
    `t156`.`opened_at`,
    `t156`.`account_id`,
    `t156`.`owner_id`,
    `t156`.`pipeline`,
    `t156`.`stage`,
    `t156`.`stage_entered_at`,
    `t156`.`amount`,
    `t156`.`size_band`,
    `t156`.`segment`,
    `t156`.`product`,
    `t156`.`channel`,
    `t156`.`history_complete`,
    `t156`.`is_look_back`,
    `t156`.`was_sure_unseen`,
    `t156`.`row_id`,
    `t156`.`sure_at`,
    `t156`.`sure_until`,
    `t156`.`since`,
    `t156`.`decider_met`,
    `t156`.`is_heard`,
    `t156`.`is_dated`,
    CASE
      WHEN `t156`.`since` IS NOT NULL
      THEN 'hit'
      WHEN (
        `t156`.`since` IS NULL
      )
      AND (
        `t156`.`sure_at` IS NOT NULL
      )
      AND (
        `t156`.`decider_met`
        AND `t156`.`is_heard`
        AND `t156`.`is_dated`
        AND NOT (
          `t156`.`was_sure_unseen`
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    CAST(FLOOR((
      `t156`.`as_of` - `t156`.`sure_at`
    ) / (
      86400
    )) AS BIGINT) AS `value`,
    `t156`.`since` AS `hit_at`
  FROM (
    SELECT
      `t155`.`deal_id`,
      `t155`.`as_of`,
      `t155`.`opened_at`,
      `t155`.`account_id`,
      `t155`.`owner_id`,
      `t155`.`pipeline`,
      `t155`.`stage`,
      `t155`.`stage_entered_at`,
      `t155`.`amount`,
      `t155`.`size_band`,
      `t155`.`segment`,
      `t155`.`product`,
      `t155`.`channel`,
      `t155`.`history_complete`,
      `t155`.`is_look_back`,
      `t155`.`was_sure_unseen`,
      `t155`.`row_id`,
      `t155`.`sure_at`,
      `t155`.`sure_until`,
      `t155`.`since`,
      `t155`.`decider_met`,
      `t155`.`is_heard`,
      `t155`.`is_dated`
    FROM (
      SELECT
        `t154`.`deal_id`,
        `t154`.`as_of`,
        `t154`.`opened_at`,
        `t154`.`account_id`,
        `t154`.`owner_id`,
        `t154`.`pipeline`,
        `t154`.`stage`,
        `t154`.`stage_entered_at`,
        `t154`.`amount`,
        `t154`.`size_band`,
        `t154`.`segment`,
        `t154`.`product`,
        `t154`.`channel`,
        `t154`.`history_complete`,
        `t154`.`is_look_back`,
        `t154`.`was_sure_unseen`,
        `t154`.`row_id`,
        `t154`.`sure_at`,
        `t154`.`sure_until`,
        `t154`.`since`,
        `t154`.`decider_met`,
        `t154`.`is_heard`,
        `t51`.`deal_id` AS `deal_id_right`,
        `t51`.`is_dated`
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
          `t152`.`is_heard`
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
            `t113`.`deal_id` AS `deal_id_right`,
            `t113`.`is_heard`
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
              `t149`.`decider_met`
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
                `t141`.`deal_id` AS `deal_id_right`,
                `t141`.`decider_met`
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
                  `t146`.`since`
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
                    `t145`.`deal_id` AS `deal_id_right`,
                    `t145`.`since`
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
                      `t143`.`deal_id`,
                      MIN(`t143`.`since`) AS `since`
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          `t140`.`deal_id`,
                          `t140`.`since`
                        FROM (
                          SELECT
                            `t138`.`deal_id`,
                            `t138`.`met`,
                            `t138`.`decider_met`,
                            `t138`.`is_unmet`,
                            `t92`.`since`
                          FROM (
                            SELECT
                              `t136`.`deal_id`,
                              `t136`.`met`,
                              `t136`.`decider_met`,
                              COALESCE(
                                (
                                  `t136`.`interactions` >= 2
                                )
                                AND NOT (
                                  `t136`.`decider_met`
                                )
                                AND (
                                  NOT (
                                    `t136`.`stranger_met`
                                  )
                                  AND NOT (
                                    `t136`.`nameless` OR (
                                      `t136`.`wrote` < `t136`.`messages`
                                    )
                                  )
                                  AND (
                                    `t136`.`decider_planned` IS NULL
                                  )
                                ),
                                FALSE
                              ) AS `is_unmet`
                            FROM (
                              SELECT
                                `t135`.`deal_id`,
                                `t135`.`met`,
                                `t135`.`wrote`,
                                `t135`.`decider_met`,
                                `t135`.`stranger_met`,
                                `t135`.`interactions`,
                                `t135`.`messages`,
                                `t135`.`nameless`,
                                `t135`.`latest_at`,
                                `t135`.`decider_planned`
                              FROM (
                                SELECT
                                  `t134`.`deal_id`,
                                  `t134`.`met`,
                                  `t134`.`wrote`,
                                  `t134`.`decider_met`,
                                  `t134`.`stranger_met`,
                                  `t134`.`interactions`,
                                  `t134`.`messages`,
                                  `t134`.`nameless`,
                                  `t134`.`latest_at`,
                                  `t114`.`deal_id` AS `deal_id_right`,
                                  `t114`.`decider_planned`
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
                                    `t132`.`latest_at`
                                  FROM (
                                    SELECT
                                      `t131`.`deal_id`,
                                      `t131`.`met`,
                                      `t131`.`wrote`,
                                      `t131`.`decider_met`,
                                      `t131`.`stranger_met`,
                                      `t121`.`deal_id` AS `deal_id_right`,
                                      `t121`.`interactions`,
                                      `t121`.`messages`,
                                      `t121`.`nameless`,
                                      `t121`.`latest_at`
                                    FROM (
                                      SELECT
                                        `t129`.`deal_id`,
                                        `t129`.`met`,
                                        `t129`.`wrote`,
                                        `t129`.`decider_met`,
                                        `t129`.`stranger_met`
                                      FROM (
                                        SELECT
                                          `t90`.`deal_id`,
                                          `t128`.`deal_id` AS `deal_id_right`,
                                          `t128`.`met`,
                                          `t128`.`wrote`,
                                          `t128`.`decider_met`,
                                          `t128`.`stranger_met`
                                        FROM (
                                          SELECT
                                            `t80`.`deal_id`
                                          FROM `t79` AS `t80`
                                        ) AS `t90`
                                        LEFT OUTER JOIN (
                                          SELECT
                                            `t124`.`deal_id`,
                                            COUNT(*) AS `met`,
                                            SUM(`t124`.`wrote`) AS `wrote`,
                                            BOOL_OR(`t124`.`decides`) AS `decider_met`,
                                            BOOL_OR(`t124`.`is_stranger`) AS `stranger_met`
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
                                                  `t108`.`deal_id`,
                                                  `t108`.`activity_id`,
                                                  `t108`.`person_id`,
                                                  `t108`.`occurred_at`,
                                                  `t108`.`rank`,
                                                  `t108`.`wrote`
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
                                                ) AS `t108`
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
                                          ) AS `t124`
                                          GROUP BY
                                            1
                                        ) AS `t128`
                                          ON `t90`.`deal_id` = `t128`.`deal_id`
                                      ) AS `t129`
                                    ) AS `t131`
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
                                          `t107`.`deal_id`,
                                          `t107`.`activity_id`,
                                          `t107`.`occurred_at`,
                                          `t107`.`kind`,
                                          `t107`.`direction`,
                                          `t107`.`status`,
                                          `t107`.`is_automated`,
                                          `t107`.`buyers`,
                                          `t107`.`unnamed`,
                                          `t107`.`top_rank`,
                                          `t107`.`owner_id`,
                                          `t107`.`has_attachment`,
                                          `t107`.`wrote`
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
                                        ) AS `t107`
                                      ) AS `t109`
                                      GROUP BY
                                        1
                                    ) AS `t121`
                                      ON `t131`.`deal_id` = `t121`.`deal_id`
                                  ) AS `t132`
                                ) AS `t134`
                                LEFT OUTER JOIN (
                                  SELECT
                                    `t106`.`deal_id`,
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
                                  ) AS `t106`
                                ) AS `t114`
                                  ON `t134`.`deal_id` = `t114`.`deal_id`
                              ) AS `t135`
                            ) AS `t136`
                          ) AS `t138`
                          INNER JOIN (
                            SELECT
                              `t80`.`deal_id`,
                              `t80`.`sure_at` AS `since`
                            FROM `t79` AS `t80`
                          ) AS `t92`
                            ON `t138`.`deal_id` = `t92`.`deal_id`
                        ) AS `t140`
                        WHERE
                          `t140`.`is_unmet`
                      ) AS `t142`
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            `t123`.`deal_id`,
                            GREATEST(`t123`.`occurred_at` + 2592000, `t123`.`sure_at`) AS `since`
                          FROM (
                            SELECT
                              `t118`.`deal_id`,
                              `t118`.`activity_id`,
                              `t118`.`occurred_at`,
                              `t118`.`next_at`,
                              `t82`.`row_id`,
                              `t82`.`sure_at`,
                              `t82`.`as_of`,
                              `t82`.`sure_until`
                            FROM (
                              SELECT
                                *
                              FROM (
                                SELECT
                                  `t94`.`deal_id`,
                                  `t94`.`activity_id`,
                                  `t94`.`occurred_at`,
                                  LEAD(`t94`.`occurred_at`) OVER (
                                    PARTITION BY `t94`.`deal_id`
                                    ORDER BY `t94`.`occurred_at` ASC NULLS LAST, `t94`.`activity_id` ASC NULLS LAST
                                  ) AS `next_at`
                                FROM (
                                  SELECT
                                    `t40`.`deal_id`,
                                    `t40`.`activity_id`,
                                    `t40`.`occurred_at`
                                  FROM (
                                    SELECT
                                      `t33`.`deal_id`,
                                      `t33`.`activity_id`,
                                      `t33`.`occurred_at`
                                    FROM `t32` AS `t33`
                                  ) AS `t40`
                                  LEFT SEMI JOIN `t79` AS `t82`
                                    ON `t40`.`deal_id` = `t82`.`deal_id`
                                ) AS `t94`
                              ) AS `t103`
                              WHERE
                                (
                                  `t103`.`next_at` IS NULL
                                )
                                OR (
                                  (
                                    `t103`.`occurred_at` + 2592000
                                  ) < `t103`.`next_at`
                                )
                            ) AS `t118`
                            INNER JOIN `t79` AS `t82`
                              ON `t118`.`deal_id` = `t82`.`deal_id`
                          ) AS `t123`
                          WHERE
                            GREATEST(`t123`.`occurred_at` + 2592000, `t123`.`sure_at`) < COALESCE(`t123`.`next_at`, `t123`.`as_of`)
                            AND GREATEST(`t123`.`occurred_at` + 2592000, `t123`.`sure_at`) < `t123`.`sure_until`
                        ) AS `t125`
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            `t119`.`deal_id`,
                            GREATEST(`t119`.`changed_at`, `t119`.`sure_at`) AS `since`
                          FROM (
                            SELECT
                              `t104`.`deal_id`,
                              `t104`.`row_id`,
                              `t104`.`changed_at`,
                              `t104`.`sequence`,
                              `t104`.`days`,
                              `t104`.`sure_at`,
                              `t104`.`as_of`,
                              `t104`.`sure_until`,
                              (
                                ROW_NUMBER() OVER (
                                  PARTITION BY `t104`.`deal_id`
                                  ORDER BY `t104`.`changed_at` ASC NULLS LAST, `t104`.`sequence` ASC NULLS LAST, `t104`.`row_id` ASC NULLS LAST
                                ) - 1
                              ) + 1 AS `number`,
                              `t104`.`changed_at` AS `occurred_at`
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
                            ) AS `t104`
                          ) AS `t119`
                          WHERE
                            `t119`.`number` = 2
                        ) AS `t122`
                      ) AS `t127`
                    ) AS `t143`
                    GROUP BY
                      1
                  ) AS `t145`
                    ON `t102`.`deal_id` = `t145`.`deal_id`
                ) AS `t146`
              ) AS `t148`
              LEFT OUTER JOIN (
                SELECT
                  `t138`.`deal_id`,
                  `t138`.`decider_met`
                FROM (
                  SELECT
                    `t136`.`deal_id`,
                    `t136`.`met`,
                    `t136`.`decider_met`,
                    COALESCE(
                      (
                        `t136`.`interactions` >= 2
                      )
                      AND NOT (
                        `t136`.`decider_met`
                      )
                      AND (
                        NOT (
                          `t136`.`stranger_met`
                        )
                        AND NOT (
                          `t136`.`nameless` OR (
                            `t136`.`wrote` < `t136`.`messages`
                          )
                        )
                        AND (
                          `t136`.`decider_planned` IS NULL
                        )
                      ),
                      FALSE
                    ) AS `is_unmet`
                  FROM (
                    SELECT
                      `t135`.`deal_id`,
                      `t135`.`met`,
                      `t135`.`wrote`,
                      `t135`.`decider_met`,
                      `t135`.`stranger_met`,
                      `t135`.`interactions`,
                      `t135`.`messages`,
                      `t135`.`nameless`,
                      `t135`.`latest_at`,
                      `t135`.`decider_planned`
                    FROM (
                      SELECT
                        `t134`.`deal_id`,
                        `t134`.`met`,
                        `t134`.`wrote`,
                        `t134`.`decider_met`,
                        `t134`.`stranger_met`,
                        `t134`.`interactions`,
                        `t134`.`messages`,
                        `t134`.`nameless`,
                        `t134`.`latest_at`,
                        `t114`.`deal_id` AS `deal_id_right`,
                        `t114`.`decider_planned`
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
                          `t132`.`latest_at`
                        FROM (
                          SELECT
                            `t131`.`deal_id`,
                            `t131`.`met`,
                            `t131`.`wrote`,
                            `t131`.`decider_met`,
                            `t131`.`stranger_met`,
                            `t121`.`deal_id` AS `deal_id_right`,
                            `t121`.`interactions`,
                            `t121`.`messages`,
                            `t121`.`nameless`,
                            `t121`.`latest_at`
                          FROM (
                            SELECT
                              `t129`.`deal_id`,
                              `t129`.`met`,
                              `t129`.`wrote`,
                              `t129`.`decider_met`,
                              `t129`.`stranger_met`
                            FROM (
                              SELECT
                                `t90`.`deal_id`,
                                `t128`.`deal_id` AS `deal_id_right`,
                                `t128`.`met`,
                                `t128`.`wrote`,
                                `t128`.`decider_met`,
                                `t128`.`stranger_met`
                              FROM (
                                SELECT
                                  `t80`.`deal_id`
                                FROM `t79` AS `t80`
                              ) AS `t90`
                              LEFT OUTER JOIN (
                                SELECT
                                  `t124`.`deal_id`,
                                  COUNT(*) AS `met`,
                                  SUM(`t124`.`wrote`) AS `wrote`,
                                  BOOL_OR(`t124`.`decides`) AS `decider_met`,
                                  BOOL_OR(`t124`.`is_stranger`) AS `stranger_met`
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
                                        `t108`.`deal_id`,
                                        `t108`.`activity_id`,
                                        `t108`.`person_id`,
                                        `t108`.`occurred_at`,
                                        `t108`.`rank`,
                                        `t108`.`wrote`
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
                                      ) AS `t108`
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
                                ) AS `t124`
                                GROUP BY
                                  1
                              ) AS `t128`
                                ON `t90`.`deal_id` = `t128`.`deal_id`
                            ) AS `t129`
                          ) AS `t131`
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
                                `t107`.`deal_id`,
                                `t107`.`activity_id`,
                                `t107`.`occurred_at`,
                                `t107`.`kind`,
                                `t107`.`direction`,
                                `t107`.`status`,
                                `t107`.`is_automated`,
                                `t107`.`buyers`,
                                `t107`.`unnamed`,
                                `t107`.`top_rank`,
                                `t107`.`owner_id`,
                                `t107`.`has_attachment`,
                                `t107`.`wrote`
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
                              ) AS `t107`
                            ) AS `t109`
                            GROUP BY
                              1
                          ) AS `t121`
                            ON `t131`.`deal_id` = `t121`.`deal_id`
                        ) AS `t132`
                      ) AS `t134`
                      LEFT OUTER JOIN (
                        SELECT
                          `t106`.`deal_id`,
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
                        ) AS `t106`
                      ) AS `t114`
                        ON `t134`.`deal_id` = `t114`.`deal_id`
                    ) AS `t135`
                  ) AS `t136`
                ) AS `t138`
                INNER JOIN (
                  SELECT
                    `t80`.`deal_id`,
                    `t80`.`sure_at` AS `since`
                  FROM `t79` AS `t80`
                ) AS `t92`
                  ON `t138`.`deal_id` = `t92`.`deal_id`
              ) AS `t141`
                ON `t148`.`deal_id` = `t141`.`deal_id`
            ) AS `t149`
          ) AS `t151`
          LEFT OUTER JOIN (
            SELECT
              `t105`.`deal_id`,
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
            ) AS `t105`
          ) AS `t113`
            ON `t151`.`deal_id` = `t113`.`deal_id`
        ) AS `t152`
      ) AS `t154`
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
        ON `t154`.`deal_id` = `t51`.`deal_id`
    ) AS `t155`
  ) AS `t156`
) AS `t157`
