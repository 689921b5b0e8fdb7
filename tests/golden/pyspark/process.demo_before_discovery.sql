SELECT
  `t30`.`deal_id`,
  `t30`.`answer`,
  IF(`t30`.`answer` <> 'unknown', CAST(`t30`.`value` AS DOUBLE), CAST(NULL AS DOUBLE)) AS `value`,
  IF(`t30`.`answer` = 'hit', `t30`.`hit_at`, CAST(NULL AS BIGINT)) AS `hit_at`
FROM (
  SELECT
    `t29`.`deal_id`,
    `t29`.`as_of`,
    `t29`.`opened_at`,
    `t29`.`account_id`,
    `t29`.`owner_id`,
    `t29`.`pipeline`,
    `t29`.`stage`,
    `t29`.`stage_entered_at`,
    `t29`.`amount`,
    `t29`.`size_band`,
    `t29`.`segment`,
    `t29`.`product`,
    `t29`.`channel`,
    `t29`.`history_complete`,
    `t29`.`is_look_back`,
    `t29`.`first_at`,
    `t29`.`at_least`,
    `t29`.`at_most`,
    `t29`.`is_kept`,
    `t29`.`usual`,
    CASE
      WHEN (
        COALESCE(`t29`.`is_kept`, FALSE) OR COALESCE(`t29`.`usual` >= 1, FALSE)
      )
      AND (
        `t29`.`at_most` < 1
      )
      THEN 'hit'
      WHEN `t29`.`at_least` >= 1
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    `t29`.`at_least` AS `value`,
    `t29`.`first_at` AS `hit_at`
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
      `t28`.`first_at`,
      `t28`.`at_least`,
      `t28`.`at_most`,
      `t28`.`is_kept`,
      `t28`.`usual`
    FROM (
      SELECT
        `t27`.`deal_id`,
        `t27`.`as_of`,
        `t27`.`opened_at`,
        `t27`.`account_id`,
        `t27`.`owner_id`,
        `t27`.`pipeline`,
        `t27`.`stage`,
        `t27`.`stage_entered_at`,
        `t27`.`amount`,
        `t27`.`size_band`,
        `t27`.`segment`,
        `t27`.`product`,
        `t27`.`channel`,
        `t27`.`history_complete`,
        `t27`.`is_look_back`,
        `t27`.`first_at`,
        `t27`.`at_least`,
        `t27`.`at_most`,
        `t27`.`is_kept`,
        `t15`.`deal_id` AS `deal_id_right`,
        `t15`.`usual`
      FROM (
        SELECT
          `t25`.`deal_id`,
          `t25`.`as_of`,
          `t25`.`opened_at`,
          `t25`.`account_id`,
          `t25`.`owner_id`,
          `t25`.`pipeline`,
          `t25`.`stage`,
          `t25`.`stage_entered_at`,
          `t25`.`amount`,
          `t25`.`size_band`,
          `t25`.`segment`,
          `t25`.`product`,
          `t25`.`channel`,
          `t25`.`history_complete`,
          `t25`.`is_look_back`,
          `t25`.`first_at`,
          `t25`.`at_least`,
          `t25`.`at_most`,
          `t25`.`is_kept`
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
            `t24`.`first_at`,
            `t24`.`at_least`,
            `t24`.`at_most`,
            `t11`.`deal_id` AS `deal_id_right`,
            `t11`.`is_kept`
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
              `t22`.`first_at`,
              `t22`.`at_least`,
              `t22`.`at_most`
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
                `t21`.`deal_id` AS `deal_id_right`,
                `t21`.`first_at`,
                `t21`.`at_least`,
                `t21`.`at_most`
              FROM `book_deal` AS `t3`
              LEFT OUTER JOIN (
                SELECT
                  `t19`.`deal_id`,
                  `t19`.`first_at`,
                  SUM(
                    IF(
                      COALESCE(`t19`.`is_sure` AND (
                        `t19`.`talked_at` < `t19`.`maybe_at`
                      ), FALSE),
                      1,
                      0
                    )
                  ) AS `at_least`,
                  SUM(IF(COALESCE(`t19`.`talked_at` <= `t19`.`first_at`, FALSE), 1, 0)) AS `at_most`
                FROM (
                  SELECT
                    `t18`.`deal_id`,
                    `t18`.`first_at`,
                    `t18`.`maybe_at`,
                    `t14`.`deal_id` AS `deal_id_right`,
                    `t14`.`talked_at`,
                    `t14`.`is_sure`
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        `t8`.`deal_id`,
                        MIN(
                          IF(
                            `t8`.`kind` IN ('meeting', 'call', 'demo')
                            AND `t8`.`status` IN ('held', 'unknown')
                            AND (
                              `t8`.`direction` <> 'internal'
                            ),
                            `t8`.`occurred_at`,
                            NULL
                          )
                        ) AS `first_at`,
                        MIN(IF(`t8`.`status` IN ('held', 'unknown', 'planned'), `t8`.`occurred_at`, NULL)) AS `maybe_at`
                      FROM (
                        SELECT
                          *
                        FROM `book_event` AS `t2`
                        WHERE
                          `t2`.`kind` = 'demo' AND `t2`.`direction` <> 'internal'
                      ) AS `t8`
                      GROUP BY
                        1
                    ) AS `t16`
                    WHERE
                      `t16`.`first_at` IS NOT NULL
                  ) AS `t18`
                  LEFT OUTER JOIN (
                    SELECT
                      `t2`.`deal_id`,
                      `t2`.`occurred_at` AS `talked_at`,
                      (
                        (
                          `t2`.`kind` = 'meeting'
                        )
                        OR (
                          `t2`.`direction` = 'inbound'
                        )
                        OR (
                          `t2`.`buyers` > 0
                        )
                        OR (
                          `t2`.`unnamed` > 0
                        )
                      )
                      AND (
                        `t2`.`kind` IN ('meeting', 'call', 'demo')
                        AND `t2`.`status` IN ('held', 'unknown')
                        AND (
                          `t2`.`direction` <> 'internal'
                        )
                      ) AS `is_sure`
                    FROM `book_event` AS `t2`
                    WHERE
                      `t2`.`kind` IN ('meeting', 'call')
                      AND `t2`.`status` IN ('held', 'unknown', 'planned')
                      AND `t2`.`direction` <> 'internal'
                  ) AS `t14`
                    ON `t18`.`deal_id` = `t14`.`deal_id`
                ) AS `t19`
                GROUP BY
                  1,
                  2
              ) AS `t21`
                ON `t3`.`deal_id` = `t21`.`deal_id`
            ) AS `t22`
          ) AS `t24`
          LEFT OUTER JOIN (
            SELECT
              `t7`.`deal_id`,
              TRUE AS `is_kept`
            FROM (
              SELECT DISTINCT
                `t2`.`deal_id`
              FROM `book_event` AS `t2`
              WHERE
                `t2`.`kind` IN ('meeting', 'call') AND `t2`.`direction` <> 'internal'
            ) AS `t7`
          ) AS `t11`
            ON `t24`.`deal_id` = `t11`.`deal_id`
        ) AS `t25`
      ) AS `t27`
      LEFT OUTER JOIN (
        SELECT
          `t5`.`deal_id`,
          `t9`.`p50` AS `usual`
        FROM (
          SELECT
            `t0`.`deal_id`,
            `t0`.`as_of`
          FROM `book_deal` AS `t0`
        ) AS `t5`
        INNER JOIN (
          SELECT
            *
          FROM `book_baseline` AS `t1`
          WHERE
            `t1`.`grp` = 'all' AND `t1`.`age_days` = 0
        ) AS `t9`
          ON `t5`.`as_of` >= `t9`.`valid_from` AND `t5`.`as_of` < `t9`.`valid_to`
      ) AS `t15`
        ON `t27`.`deal_id` = `t15`.`deal_id`
    ) AS `t28`
  ) AS `t29`
) AS `t30`
