using Npgsql;

namespace Synthora.ListBudgets;

/// <summary>Years of use at once: one user with very many videos, and as many of other people around them.</summary>
internal static class Seed
{
    public static IEnumerable<string> Queries(int rows) =>
    [
        "", "?limit=100", $"?limit=20&offset={rows / 2}", $"?limit=20&offset={rows - 20}", "?status=completed", "?status=failed", "?status=cancelled&limit=100",
        "?search=sleep", "?search=sle", "?search=sleep%20better", "?search=sleep&status=failed", "?search=quixotic", "?search=nothinghasthis", "?search=video%20number%2077", "?search=video",
        "?favorite=true", "?favorite=false", "?archived=all", "?archived=true", "?archived=true&favorite=true", "?search=summer", "?tag=summer", "?tag=summer&search=sleep", "?min_duration=20&max_duration=25", "?folder=none",
        "?origin=generated", "?template=viral-hook", "?template=storytelling", "?platform=tiktok",
        "?sort=oldest", "?sort=title", $"?sort=title&offset={rows / 2}", "?sort=longest", "?sort=shortest&status=completed", "?sort=largest", "?sort=largest&search=quixotic", "?sort=title&search=sleep", "?sort=longest&search=video",
    ];

    public static IReadOnlyList<string> MediaQueries =>
    [
        "", "?limit=100", "?shelf=trash", "?kind=image", "?tag=summer", "?tag=summer&tag=work", "?favorite=true", "?orientation=landscape&kind=video", "?sort=oldest", "?sort=title", "?sort=largest",
        "?sort=longest", "?search=beach", "?search=bea", "?search=beach%20night", "?search=beach&kind=image&sort=largest", "?search=quixotic", "?search=nothinghasthis", "?search=clip%2077", "?search=clip", "?min_duration=20&max_duration=25",
    ];

    public static async Task MediaAsync(NpgsqlDataSource source, Guid userId, int rows)
    {
        await using var connection = await source.OpenConnectionAsync();
        await InsertMediaAsync(connection, $"'{userId}'::uuid", rows, "others");
        await InsertMediaAsync(connection, "(select array_agg(id) from users where name = 'Seed')", rows, "others[1 + n % 200]");
        await using var analyze = new NpgsqlCommand("vacuum analyze media", connection) { CommandTimeout = 600 };
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task InsertMediaAsync(NpgsqlConnection connection, string others, int rows, string owner)
    {
        await using var insert = new NpgsqlCommand(
            $$"""
            insert into media (id, user_id, origin, kind, status, title, title_key, file_name, content_type, extension, size, derived_bytes, files, tags, is_favorite, width, height, orientation,
                duration_s, format, has_poster, has_copy, created_at, updated_at, deleted_at, search_text)
            select gen_random_uuid(), {{owner}}, 'uploaded', kind, 'ready', words || ' clip ' || n, lower(words) || ' clip ' || n, 'img_' || n || '.mp4', 'video/mp4', 'mp4', 1000000 + (n * 7919) % 9000000, 40000, 'users/x',
                array[(array['summer', 'winter', 'city', 'family', 'draft'])[1 + n % 5], (array['work', 'home', 'later'])[1 + n % 3]], n % 50 = 0, 1080, 1920,
                (array['portrait', 'portrait', 'landscape', 'square'])[1 + n % 4], case when kind = 'image' then 0 else n % 90 end, 'mov', true, false,
                now() - n * interval '5 minutes', now(), case when n % 100 = 3 then now() end, lower(words) || ' clip ' || n || ' img ' || n || case when n % 20000 = 7 then ' quixotic' else '' end
            from (select {{others}} as others) given, generate_series(1, {{rows}}) n,
                lateral (select (array['Beach', 'Kitchen', 'Forest', 'Street', 'Studio', 'Harbour'])[1 + n % 6] || ' ' || (array['morning', 'noon', 'evening', 'night'])[1 + (n / 6) % 4] as words,
                    (array['video', 'video', 'image', 'audio'])[1 + n % 4] as kind) made
            """, connection)
        { CommandTimeout = 600 };
        await insert.ExecuteNonQueryAsync();
    }

    /// <summary>Finished videos stand in the library too, where people put them in order.</summary>
    public static async Task ShelveAsync(NpgsqlDataSource source, Guid userId)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand(
            $$"""
            insert into media (id, user_id, video_id, origin, kind, status, title, title_key, file_name, content_type, extension, size, derived_bytes, files, tags, is_favorite, width, height, orientation,
                duration_s, format, has_poster, has_copy, created_at, updated_at, archived_at, search_text)
            select id, user_id, id, 'generated', 'video', 'ready', title, lower(title), 'video.mp4', 'video/mp4', 'mp4', 1000000, 0, coalesce(files, 'users/x'),
                array[(array['summer', 'winter', 'city', 'family', 'draft'])[1 + n % 5]], n % 50 = 0, 1080, 1920, 'portrait', duration_s, 'mov', true, false,
                created_at, updated_at, case when n % 7 = 0 then now() end, lower(title)
            from (select *, row_number() over (order by created_at) as n from videos where user_id = '{{userId}}' and status = 'completed') made;
            """, connection)
        { CommandTimeout = 600 };
        await insert.ExecuteNonQueryAsync();
        await using var analyze = new NpgsqlCommand("vacuum analyze media, videos", connection) { CommandTimeout = 600 };
        await analyze.ExecuteNonQueryAsync();
    }

    public static async Task VideosAsync(NpgsqlDataSource source, Guid userId, int rows)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using (var users = new NpgsqlCommand(
            """
            insert into users (id, email, email_key, email_verified, name, role, is_active, premium_grant, auth_provider, language, timezone, theme, created_at, updated_at)
            select gen_random_uuid(), 'seed' || n || '@example.com', 'seed' || n || '@example.com', true, 'Seed', 'free', true, false, 'local', 'en', 'UTC', 'dark', now(), now() from generate_series(1, 200) n
            """, connection))
            await users.ExecuteNonQueryAsync();
        await InsertAsync(connection, $"'{userId}'::uuid", rows);
        await InsertAsync(connection, "(select array_agg(id) from users where name = 'Seed')", rows, "others[1 + n % 200]");
        await using var analyze = new NpgsqlCommand("vacuum analyze videos", connection) { CommandTimeout = 600 };
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task InsertAsync(NpgsqlConnection connection, string others, int rows, string owner = "others")
    {
        await using var insert = new NpgsqlCommand(
            $$"""
            insert into videos (id, user_id, origin, title, has_given_title, status, source, text, template, unattended, brand_asset_ids, media_ids, files, duration_s, width, height, file_size, quality_passed, created_at, updated_at, completed_at)
            select gen_random_uuid(), {{owner}}, 'generated',
              (array['How to', 'Why we', 'When you', 'Five ways to', 'The truth about', 'What bees'])[1 + n % 6] || ' '
                || (array['sleep better', 'cook rice', 'learn chess', 'save money', 'run faster', 'draw hands', 'read maps', 'grow herbs'])[1 + (n / 6) % 8] || ', video number ' || n
                || case when n % 20000 = 7 then ' quixotic' else '' end,
              false, (array['completed', 'completed', 'completed', 'completed', 'failed', 'cancelled', 'expired'])[1 + n % 7], 'notes',
              repeat('Notes about ' || (array['mornings', 'kitchens', 'openings', 'budgets', 'trails', 'pencils', 'coasts', 'balconies'])[1 + n % 8] || ' and what people say of them. ', 12),
              'viral-hook', false, '{}', '{}', 'users/x', 15 + n % 61, 1080, 1920, 1000000 + (n * 7919) % 9000000, true, now() - n * interval '7 minutes', now(), now()
            from (select {{others}} as others) given, generate_series(1, {{rows}}) n
            """, connection)
        { CommandTimeout = 600 };
        await insert.ExecuteNonQueryAsync();
    }
}
