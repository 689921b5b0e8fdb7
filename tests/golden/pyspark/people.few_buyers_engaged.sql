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
    COALESCE(`t43`.`engaged`, IF(`t43`.`is_named`, 0, CAST(NULL AS BIGINT))) AS `engaged`,
    `t43`.`is_named`,
    `t43`.`nameless`,
    `t43`.`age_days`,
    `t43`.`usual`,
    CASE
      WHEN (
        COALESCE(`t43`.`engaged`, IF(`t43`.`is_named`, 0, CAST(NULL AS BIGINT))) + COALESCE(`t43`.`nameless`, 0)
      ) < `t43`.`usual`
      THEN 'hit'
      WHEN COALESCE(`t43`.`engaged`, IF(`t43`.`is_named`, 0, CAST(NULL AS BIGINT))) >= `t43`.`usual`
      THEN 'clear'
      ELSE 'unknown'
    END AS `answer`,
    COALESCE(`t43`.`engaged`, IF(`t43`.`is_named`, 0, CAST(NULL AS BIGINT))) AS `value`,
    `t43`.`opened_at` + (
      `t43`.`age_days` * 86400
    ) AS `hit_at`
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
      `t42`.`engaged`,
      `t42`.`is_named`,
      `t42`.`nameless`,
      `t42`.`age_days`,
      `t42`.`usual`
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
        `t41`.`engaged`,
        `t41`.`is_named`,
        `t41`.`nameless`,
        `t32`.`deal_id` AS `deal_id_right`,
        `t32`.`age_days`,
        `t32`.`usual`
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
          `t39`.`engaged`,
          `t39`.`is_named`,
          `t39`.`nameless`
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
            `t38`.`engaged`,
            `t38`.`is_named`,
            `t28`.`deal_id` AS `deal_id_right`,
            `t28`.`nameless`
          FROM (
            SELECT
              `t36`.`deal_id`,
              `t36`.`as_of`,
              `t36`.`opened_at`,
              `t36`.`account_id`,
              `t36`.`owner_id`,
              `t36`.`pipeline`,
              `t36`.`stage`,
              `t36`.`stage_entered_at`,
              `t36`.`amount`,
              `t36`.`size_band`,
              `t36`.`segment`,
              `t36`.`product`,
              `t36`.`channel`,
              `t36`.`history_complete`,
              `t36`.`is_look_back`,
              `t36`.`engaged`,
              `t36`.`is_named`
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
                `t35`.`engaged`,
                `t20`.`deal_id` AS `deal_id_right`,
                `t20`.`is_named`
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
                  `t33`.`engaged`
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
                    `t31`.`deal_id` AS `deal_id_right`,
                    `t31`.`engaged`
                  FROM `book_deal` AS `t4`
                  LEFT OUTER JOIN (
                    SELECT
                      `t26`.`deal_id`,
                      COUNT(*) AS `engaged`
                    FROM (
                      SELECT DISTINCT
                        `t25`.`deal_id`,
                        `t25`.`person_id`
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
                        ) AS `t13`
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            `t19`.`deal_id`,
                            `t19`.`activity_id`,
                            `t19`.`person_id`,
                            `t19`.`occurred_at`,
                            `t19`.`rank`,
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
                          ) AS `t19`
                          LEFT ANTI JOIN (
                            SELECT
                              *
                            FROM `book_event` AS `t2`
                            WHERE
                              `t2`.`direction` = 'inbound'
                              AND `t2`.`kind` IN ('email', 'chat', 'letter')
                              AND `t2`.`is_automated`
                          ) AS `t16`
                            ON `t19`.`activity_id` = `t16`.`activity_id`
                        ) AS `t23`
                      ) AS `t25`
                    ) AS `t26`
                    GROUP BY
                      1
                  ) AS `t31`
                    ON `t4`.`deal_id` = `t31`.`deal_id`
                ) AS `t33`
              ) AS `t35`
              LEFT OUTER JOIN (
                SELECT
                  `t6`.`deal_id`,
                  TRUE AS `is_named`
                FROM (
                  SELECT DISTINCT
                    `t3`.`deal_id`
                  FROM `book_presence` AS `t3`
                ) AS `t6`
              ) AS `t20`
                ON `t35`.`deal_id` = `t20`.`deal_id`
            ) AS `t36`
          ) AS `t38`
          LEFT OUTER JOIN (
            SELECT
              `t22`.`deal_id`,
              SUM(GREATEST(`t22`.`unnamed`, 1)) AS `nameless`
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    `t2`.`deal_id`,
                    `t2`.`activity_id`,
                    `t2`.`occurred_at`,
                    `t2`.`kind`,
                    `t2`.`direction`,
                    `t2`.`status`,
                    `t2`.`is_automated`,
                    `t2`.`buyers`,
                    `t2`.`unnamed`,
                    `t2`.`top_rank`,
                    `t2`.`owner_id`,
                    `t2`.`has_attachment`,
                    0 AS `wrote`
                  FROM `book_event` AS `t2`
                  WHERE
                    `t2`.`kind` IN ('meeting', 'call', 'demo')
                    AND `t2`.`status` IN ('held', 'unknown')
                    AND `t2`.`direction` <> 'internal'
                ) AS `t11`
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    `t2`.`deal_id`,
                    `t2`.`activity_id`,
                    `t2`.`occurred_at`,
                    `t2`.`kind`,
                    `t2`.`direction`,
                    `t2`.`status`,
                    `t2`.`is_automated`,
                    `t2`.`buyers`,
                    `t2`.`unnamed`,
                    `t2`.`top_rank`,
                    `t2`.`owner_id`,
                    `t2`.`has_attachment`,
                    1 AS `wrote`
                  FROM `book_event` AS `t2`
                  WHERE
                    `t2`.`direction` = 'inbound'
                    AND `t2`.`kind` IN ('email', 'chat', 'letter')
                    AND NOT (
                      `t2`.`is_automated`
                    )
                ) AS `t12`
              ) AS `t17`
              WHERE
                (
                  `t17`.`unnamed` > 0
                ) OR (
                  `t17`.`buyers` = 0
                )
            ) AS `t22`
            GROUP BY
              1
          ) AS `t28`
            ON `t38`.`deal_id` = `t28`.`deal_id`
        ) AS `t39`
      ) AS `t41`
      LEFT OUTER JOIN (
        SELECT
          `t15`.`deal_id`,
          `t24`.`age_days`,
          COALESCE(`t9`.`own`, `t24`.`usual`) AS `usual`
        FROM (
          SELECT
            `t0`.`deal_id`,
            `t0`.`as_of`,
            `t0`.`size_band`,
            `t0`.`as_of` - `t0`.`opened_at` AS `age`
          FROM `book_deal` AS `t0`
        ) AS `t15`
        INNER JOIN (
          SELECT
            `t8`.`grp`,
            `t8`.`age_days`,
            `t8`.`valid_from`,
            `t8`.`valid_to`,
            `t8`.`n`,
            `t8`.`p10`,
            `t8`.`p25`,
            `t8`.`p50`,
            `t8`.`p75`,
            `t8`.`p90`,
            `t8`.`usual`,
            COALESCE(
              LEAD(`t8`.`age_days`) OVER (PARTITION BY `t8`.`valid_from` ORDER BY `t8`.`age_days` ASC NULLS LAST),
              1000000
            ) AS `next_age`
          FROM (
            SELECT
              `t1`.`grp`,
              `t1`.`age_days`,
              `t1`.`valid_from`,
              `t1`.`valid_to`,
              `t1`.`n`,
              `t1`.`p10`,
              `t1`.`p25`,
              `t1`.`p50`,
              `t1`.`p75`,
              `t1`.`p90`,
              `t1`.`p25` AS `usual`
            FROM `book_baseline` AS `t1`
            WHERE
              `t1`.`grp` = 'all'
          ) AS `t8`
        ) AS `t24`
          ON `t15`.`as_of` >= `t24`.`valid_from`
          AND `t15`.`as_of` < `t24`.`valid_to`
          AND `t15`.`age` >= (
            `t24`.`age_days` * 86400
          )
          AND `t15`.`age` < (
            `t24`.`next_age` * 86400
          )
        LEFT OUTER JOIN (
          SELECT
            `t1`.`grp` AS `size_band`,
            `t1`.`age_days`,
            `t1`.`valid_from`,
            `t1`.`p25` AS `own`
          FROM `book_baseline` AS `t1`
        ) AS `t9`
          ON `t15`.`size_band` = `t9`.`size_band`
          AND `t24`.`age_days` = `t9`.`age_days`
          AND `t24`.`valid_from` = `t9`.`valid_from`
      ) AS `t32`
        ON `t41`.`deal_id` = `t32`.`deal_id`
    ) AS `t42`
  ) AS `t43`
) AS `t44`
