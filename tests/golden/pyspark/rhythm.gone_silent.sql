WITH `t9` AS (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `book_event` AS `t2`
    WHERE
      NOT (
        `t2`.`is_automated`
      )
      AND `t2`.`direction` = 'inbound'
      AND `t2`.`kind` IN ('email', 'chat', 'letter', 'call')
      AND NOT (
        `t2`.`status` IN ('planned', 'moved', 'cancelled')
      )
  ) AS `t6`
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM `book_event` AS `t2`
    WHERE
      NOT (
        `t2`.`is_automated`
      )
      AND `t2`.`kind` IN ('meeting', 'call', 'demo')
      AND `t2`.`status` IN ('held', 'unknown')
      AND `t2`.`direction` <> 'internal'
      AND (
        (
          `t2`.`direction` <> 'inbound'
        ) OR (
          `t2`.`kind` <> 'call'
        )
      )
      AND (
        (
          `t2`.`buyers` > 0
        ) OR (
          `t2`.`unnamed` > 0
        ) OR (
          `t2`.`kind` <> 'call'
        )
      )
  ) AS `t7`
)
SELECT
  `t34`.`deal_id`,
  `t34`.`answer`,
  IF(`t34`.`answer` <> 'unknown', CAST(`t34`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t34`.`answer` = 'hit', `t34`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
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
    `t33`.`last_at`,
    `t33`.`perhaps_at`,
    `t33`.`p_dead`,
    `t33`.`usual_until`,
    `t33`.`days`,
    `t33`.`usual_gap`,
    CASE
      WHEN NOT (
        COALESCE(`t33`.`is_look_back`, FALSE)
      )
      AND COALESCE(`t33`.`perhaps_at` <= `t33`.`last_at`, TRUE)
      AND (
        COALESCE(
          (
            `t33`.`p_dead` >= 0.8
          )
          AND (
            `t33`.`as_of` >= COALESCE(`t33`.`usual_until` + 1, `t33`.`last_at` + 1814400)
          ),
          FALSE
        )
        OR COALESCE(
          (
            `t33`.`p_dead` IS NULL OR ISNAN(`t33`.`p_dead`)
          )
          AND (
            `t33`.`days` >= 3
          )
          AND (
            (
              `t33`.`as_of` - `t33`.`last_at`
            ) > GREATEST(1814400, CAST(CEIL(`t33`.`usual_gap` * 5.0 * 86400) AS BIGINT))
          ),
          FALSE
        )
      )
      THEN 'hit'
      WHEN NOT (
        COALESCE(`t33`.`is_look_back`, FALSE)
      )
      AND (
        COALESCE(
          NOT (
            (
              `t33`.`p_dead` >= 0.8
            )
            AND (
              `t33`.`as_of` >= COALESCE(`t33`.`usual_until` + 1, `t33`.`last_at` + 1814400)
            )
          ),
          FALSE
        )
        OR (
          (
            `t33`.`p_dead` IS NULL OR ISNAN(`t33`.`p_dead`)
          )
          AND (
            (
              `t33`.`as_of` - `t33`.`last_at`
            ) <= 1814400
          )
        )
        OR COALESCE(
          (
            `t33`.`p_dead` IS NULL OR ISNAN(`t33`.`p_dead`)
          )
          AND (
            `t33`.`days` >= 3
          )
          AND (
            (
              `t33`.`as_of` - `t33`.`last_at`
            ) <= GREATEST(1814400, CAST(CEIL(`t33`.`usual_gap` * 5.0 * 86400) AS BIGINT))
          ),
          FALSE
        )
      )
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    CAST(FLOOR((
      `t33`.`as_of` - `t33`.`last_at`
    ) / (
      86400
    )) AS BIGINT) AS `value`,
    IF(
      `t33`.`p_dead` IS NULL OR ISNAN(`t33`.`p_dead`),
      `t33`.`last_at` + GREATEST(1814400, CAST(CEIL(`t33`.`usual_gap` * 5.0 * 86400) AS BIGINT)),
      COALESCE(`t33`.`usual_until` + 1, `t33`.`last_at` + 1814400)
    ) AS `hit_at`
  FROM (
    SELECT
      `t32`.`deal_id`,
      `t32`.`as_of`,
      `t32`.`opened_at`,
      `t32`.`account_id`,
      `t32`.`owner_id`,
      `t32`.`pipeline`,
      `t32`.`stage`,
      `t32`.`stage_entered_at`,
      `t32`.`amount`,
      `t32`.`size_band`,
      `t32`.`segment`,
      `t32`.`product`,
      `t32`.`channel`,
      `t32`.`history_complete`,
      `t32`.`is_look_back`,
      `t32`.`last_at`,
      `t32`.`perhaps_at`,
      `t32`.`p_dead`,
      `t32`.`usual_until`,
      `t32`.`days`,
      `t32`.`usual_gap`
    FROM (
      SELECT
        `t24`.`deal_id`,
        `t24`.`as_of`,
        `t24`.`opened_at`,
        `t24`.`account_id`,
        `t24`.`owner_id`,
        `t24`.`pipeline`,
        `t24`.`stage`,
        `t24`.`stage_entered_at`,
        `t24`.`amount`,
        `t24`.`size_band`,
        `t24`.`segment`,
        `t24`.`product`,
        `t24`.`channel`,
        `t24`.`history_complete`,
        `t24`.`is_look_back`,
        `t24`.`last_at`,
        `t24`.`perhaps_at`,
        `t24`.`p_dead`,
        `t24`.`usual_until`,
        `t31`.`deal_id` AS `deal_id_right`,
        `t31`.`days`,
        `t31`.`usual_gap`
      FROM (
        SELECT
          `t22`.`deal_id`,
          `t22`.`as_of`,
          `t22`.`opened_at`,
          `t22`.`account_id`,
          `t22`.`owner_id`,
          `t22`.`pipeline`,
          `t22`.`stage`,
          `t22`.`stage_entered_at`,
          `t22`.`amount`,
          `t22`.`size_band`,
          `t22`.`segment`,
          `t22`.`product`,
          `t22`.`channel`,
          `t22`.`history_complete`,
          `t22`.`is_look_back`,
          `t22`.`last_at`,
          `t22`.`perhaps_at`,
          `t22`.`p_dead`,
          `t22`.`usual_until`
        FROM (
          SELECT
            `t21`.`deal_id`,
            `t21`.`as_of`,
            `t21`.`opened_at`,
            `t21`.`account_id`,
            `t21`.`owner_id`,
            `t21`.`pipeline`,
            `t21`.`stage`,
            `t21`.`stage_entered_at`,
            `t21`.`amount`,
            `t21`.`size_band`,
            `t21`.`segment`,
            `t21`.`product`,
            `t21`.`channel`,
            `t21`.`history_complete`,
            `t21`.`is_look_back`,
            `t21`.`last_at`,
            `t21`.`perhaps_at`,
            `t5`.`deal_id` AS `deal_id_right`,
            `t5`.`p_dead`,
            `t5`.`usual_until`
          FROM (
            SELECT
              `t19`.`deal_id`,
              `t19`.`as_of`,
              `t19`.`opened_at`,
              `t19`.`account_id`,
              `t19`.`owner_id`,
              `t19`.`pipeline`,
              `t19`.`stage`,
              `t19`.`stage_entered_at`,
              `t19`.`amount`,
              `t19`.`size_band`,
              `t19`.`segment`,
              `t19`.`product`,
              `t19`.`channel`,
              `t19`.`history_complete`,
              `t19`.`is_look_back`,
              `t19`.`last_at`,
              `t19`.`perhaps_at`
            FROM (
              SELECT
                `t18`.`deal_id`,
                `t18`.`as_of`,
                `t18`.`opened_at`,
                `t18`.`account_id`,
                `t18`.`owner_id`,
                `t18`.`pipeline`,
                `t18`.`stage`,
                `t18`.`stage_entered_at`,
                `t18`.`amount`,
                `t18`.`size_band`,
                `t18`.`segment`,
                `t18`.`product`,
                `t18`.`channel`,
                `t18`.`history_complete`,
                `t18`.`is_look_back`,
                `t18`.`last_at`,
                `t13`.`deal_id` AS `deal_id_right`,
                `t13`.`perhaps_at`
              FROM (
                SELECT
                  `t16`.`deal_id`,
                  `t16`.`as_of`,
                  `t16`.`opened_at`,
                  `t16`.`account_id`,
                  `t16`.`owner_id`,
                  `t16`.`pipeline`,
                  `t16`.`stage`,
                  `t16`.`stage_entered_at`,
                  `t16`.`amount`,
                  `t16`.`size_band`,
                  `t16`.`segment`,
                  `t16`.`product`,
                  `t16`.`channel`,
                  `t16`.`history_complete`,
                  `t16`.`is_look_back`,
                  `t16`.`last_at`
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
                    `t15`.`deal_id` AS `deal_id_right`,
                    `t15`.`last_at`
                  FROM `book_deal` AS `t3`
                  LEFT OUTER JOIN (
                    SELECT
                      `t10`.`deal_id`,
                      MAX(`t10`.`occurred_at`) AS `last_at`
                    FROM `t9` AS `t10`
                    GROUP BY
                      1
                  ) AS `t15`
                    ON `t3`.`deal_id` = `t15`.`deal_id`
                ) AS `t16`
              ) AS `t18`
              LEFT OUTER JOIN (
                SELECT
                  `t8`.`deal_id`,
                  MAX(`t8`.`occurred_at`) AS `perhaps_at`
                FROM (
                  SELECT
                    *
                  FROM `book_event` AS `t2`
                  WHERE
                    `t2`.`direction` = 'unknown'
                    AND NOT (
                      `t2`.`is_automated`
                    )
                    AND `t2`.`kind` IN ('email', 'chat', 'letter', 'call')
                    AND NOT (
                      `t2`.`status` IN ('planned', 'moved', 'cancelled')
                    )
                    AND (
                      (
                        `t2`.`kind` <> 'call'
                      )
                      OR NOT (
                        `t2`.`status` IN ('held', 'unknown')
                      )
                      OR (
                        (
                          `t2`.`buyers` = 0
                        ) AND (
                          `t2`.`unnamed` = 0
                        )
                      )
                    )
                ) AS `t8`
                GROUP BY
                  1
              ) AS `t13`
                ON `t18`.`deal_id` = `t13`.`deal_id`
            ) AS `t19`
          ) AS `t21`
          LEFT OUTER JOIN (
            SELECT
              `t0`.`deal_id`,
              `t0`.`p_dead`,
              `t0`.`usual_until`
            FROM `book_silence` AS `t0`
          ) AS `t5`
            ON `t21`.`deal_id` = `t5`.`deal_id`
        ) AS `t22`
      ) AS `t24`
      LEFT OUTER JOIN (
        SELECT
          `t29`.`deal_id`,
          COUNT(*) AS `days`,
          PERCENTILE(`t29`.`gap`, 0.5) AS `usual_gap`
        FROM (
          SELECT
            `t28`.`deal_id`,
            `t28`.`day` - LAG(`t28`.`day`) OVER (PARTITION BY `t28`.`deal_id` ORDER BY `t28`.`day` ASC NULLS LAST) AS `gap`
          FROM (
            SELECT DISTINCT
              *
            FROM (
              SELECT
                `t11`.`deal_id`,
                CAST(FLOOR((
                  `t11`.`occurred_at`
                ) / (
                  86400
                )) AS BIGINT) AS `day`
              FROM `t9` AS `t11`
              LEFT SEMI JOIN (
                SELECT
                  *
                FROM (
                  SELECT
                    `t22`.`deal_id`,
                    `t22`.`as_of`,
                    `t22`.`opened_at`,
                    `t22`.`account_id`,
                    `t22`.`owner_id`,
                    `t22`.`pipeline`,
                    `t22`.`stage`,
                    `t22`.`stage_entered_at`,
                    `t22`.`amount`,
                    `t22`.`size_band`,
                    `t22`.`segment`,
                    `t22`.`product`,
                    `t22`.`channel`,
                    `t22`.`history_complete`,
                    `t22`.`is_look_back`,
                    `t22`.`last_at`,
                    `t22`.`perhaps_at`,
                    `t22`.`p_dead`,
                    `t22`.`usual_until`
                  FROM (
                    SELECT
                      `t21`.`deal_id`,
                      `t21`.`as_of`,
                      `t21`.`opened_at`,
                      `t21`.`account_id`,
                      `t21`.`owner_id`,
                      `t21`.`pipeline`,
                      `t21`.`stage`,
                      `t21`.`stage_entered_at`,
                      `t21`.`amount`,
                      `t21`.`size_band`,
                      `t21`.`segment`,
                      `t21`.`product`,
                      `t21`.`channel`,
                      `t21`.`history_complete`,
                      `t21`.`is_look_back`,
                      `t21`.`last_at`,
                      `t21`.`perhaps_at`,
                      `t5`.`deal_id` AS `deal_id_right`,
                      `t5`.`p_dead`,
                      `t5`.`usual_until`
                    FROM (
                      SELECT
                        `t19`.`deal_id`,
                        `t19`.`as_of`,
                        `t19`.`opened_at`,
                        `t19`.`account_id`,
                        `t19`.`owner_id`,
                        `t19`.`pipeline`,
                        `t19`.`stage`,
                        `t19`.`stage_entered_at`,
                        `t19`.`amount`,
                        `t19`.`size_band`,
                        `t19`.`segment`,
                        `t19`.`product`,
                        `t19`.`channel`,
                        `t19`.`history_complete`,
                        `t19`.`is_look_back`,
                        `t19`.`last_at`,
                        `t19`.`perhaps_at`
                      FROM (
                        SELECT
                          `t18`.`deal_id`,
                          `t18`.`as_of`,
                          `t18`.`opened_at`,
                          `t18`.`account_id`,
                          `t18`.`owner_id`,
                          `t18`.`pipeline`,
                          `t18`.`stage`,
                          `t18`.`stage_entered_at`,
                          `t18`.`amount`,
                          `t18`.`size_band`,
                          `t18`.`segment`,
                          `t18`.`product`,
                          `t18`.`channel`,
                          `t18`.`history_complete`,
                          `t18`.`is_look_back`,
                          `t18`.`last_at`,
                          `t13`.`deal_id` AS `deal_id_right`,
                          `t13`.`perhaps_at`
                        FROM (
                          SELECT
                            `t16`.`deal_id`,
                            `t16`.`as_of`,
                            `t16`.`opened_at`,
                            `t16`.`account_id`,
                            `t16`.`owner_id`,
                            `t16`.`pipeline`,
                            `t16`.`stage`,
                            `t16`.`stage_entered_at`,
                            `t16`.`amount`,
                            `t16`.`size_band`,
                            `t16`.`segment`,
                            `t16`.`product`,
                            `t16`.`channel`,
                            `t16`.`history_complete`,
                            `t16`.`is_look_back`,
                            `t16`.`last_at`
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
                              `t15`.`deal_id` AS `deal_id_right`,
                              `t15`.`last_at`
                            FROM `book_deal` AS `t3`
                            LEFT OUTER JOIN (
                              SELECT
                                `t10`.`deal_id`,
                                MAX(`t10`.`occurred_at`) AS `last_at`
                              FROM `t9` AS `t10`
                              GROUP BY
                                1
                            ) AS `t15`
                              ON `t3`.`deal_id` = `t15`.`deal_id`
                          ) AS `t16`
                        ) AS `t18`
                        LEFT OUTER JOIN (
                          SELECT
                            `t8`.`deal_id`,
                            MAX(`t8`.`occurred_at`) AS `perhaps_at`
                          FROM (
                            SELECT
                              *
                            FROM `book_event` AS `t2`
                            WHERE
                              `t2`.`direction` = 'unknown'
                              AND NOT (
                                `t2`.`is_automated`
                              )
                              AND `t2`.`kind` IN ('email', 'chat', 'letter', 'call')
                              AND NOT (
                                `t2`.`status` IN ('planned', 'moved', 'cancelled')
                              )
                              AND (
                                (
                                  `t2`.`kind` <> 'call'
                                )
                                OR NOT (
                                  `t2`.`status` IN ('held', 'unknown')
                                )
                                OR (
                                  (
                                    `t2`.`buyers` = 0
                                  ) AND (
                                    `t2`.`unnamed` = 0
                                  )
                                )
                              )
                          ) AS `t8`
                          GROUP BY
                            1
                        ) AS `t13`
                          ON `t18`.`deal_id` = `t13`.`deal_id`
                      ) AS `t19`
                    ) AS `t21`
                    LEFT OUTER JOIN (
                      SELECT
                        `t0`.`deal_id`,
                        `t0`.`p_dead`,
                        `t0`.`usual_until`
                      FROM `book_silence` AS `t0`
                    ) AS `t5`
                      ON `t21`.`deal_id` = `t5`.`deal_id`
                  ) AS `t22`
                ) AS `t23`
                WHERE
                  (
                    `t23`.`p_dead` IS NULL OR ISNAN(`t23`.`p_dead`)
                  )
                  AND (
                    `t23`.`as_of` - `t23`.`last_at`
                  ) > 1814400
              ) AS `t26`
                ON `t11`.`deal_id` = `t26`.`deal_id`
            ) AS `t27`
          ) AS `t28`
        ) AS `t29`
        GROUP BY
          1
      ) AS `t31`
        ON `t24`.`deal_id` = `t31`.`deal_id`
    ) AS `t32`
  ) AS `t33`
) AS `t34`
