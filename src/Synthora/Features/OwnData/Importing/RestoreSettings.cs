using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts.Profiles;
using Synthora.Features.Integrations;
using Synthora.Features.Notifications;
using Synthora.Features.Settings;

namespace Synthora.Features.OwnData.Importing;

/// <summary>What its owner chose: for new videos, for the look of the product, and for what they are told of.</summary>
internal sealed class RestoreSettings(ChangeGenerationSettings settings, Preferences preferences, ChangeNotificationPreferences notifications, ChangeAvatar picture, Database database)
{
    public async Task RunAsync(ImportRun run, CancellationToken ct)
    {
        if (!run.IsThrough(ImportKind.Settings)) await NoteAsync(run, ImportKind.Settings, await GenerationAsync(run, ct), ct);
        if (!run.IsThrough(ImportKind.Preferences)) await NoteAsync(run, ImportKind.Preferences, await PreferencesAsync(run, ct), ct);
        if (!run.IsThrough(ImportKind.Notifications)) await NoteAsync(run, ImportKind.Notifications, await NotificationsAsync(run, ct), ct);
    }

    private static Task NoteAsync(ImportRun run, ImportKind kind, ImportLine line, CancellationToken ct) => run.WholeAsync(kind, _ => Task.FromResult(line), ct);

    /// <summary>A provider that cannot be used here is left out; the others come back.</summary>
    private async Task<ImportLine> GenerationAsync(ImportRun run, CancellationToken ct)
    {
        var line = new ImportLine();
        await foreach (var row in run.Archive.RowsAsync("generation_settings", ct))
        {
            var request = new ChangeGenerationSettingsRequest
            {
                DefaultScriptProvider = row.Text("default_script_provider"),
                DefaultVoiceProvider = row.Text("default_voice_provider"),
                DefaultMediaProvider = row.Text("default_media_provider"),
                DefaultVideoAiProvider = row.Text("default_video_ai_provider"),
                DefaultAssemblyProvider = row.Text("default_assembly_provider"),
                SubtitleStyle = row.Text("subtitle_style"),
                MonthlyBudgetUsd = row.Amount("monthly_budget_usd"),
            };
            for (var tries = 0; tries <= ProviderCategories.Steps.Count; tries++)
            {
                var changed = await settings.HandleAsync(run.Caller, request, ct);
                if (changed.IsOk) return line.With(ImportOutcome.New);
                var refused = ProviderCategories.Steps.Where(category => request.Of(category) is not null && (changed.Error.Details?.ContainsKey(FieldOf(category)) ?? false)).ToList();
                if (refused is not [var first, ..]) return line.With(ImportOutcome.Leave("generation_settings", ImportReason.Invalid, changed.Error.Message));
                line = line.With(ImportOutcome.Leave(request.Of(first)!, ImportReason.Unusable, changed.Error.Message));
                request = Without(request, first);
            }
        }

        return line;
    }

    private static string FieldOf(ProviderCategory category) => $"default_{category.Word()}_provider";

    private static ChangeGenerationSettingsRequest Without(ChangeGenerationSettingsRequest request, ProviderCategory category) => category switch
    {
        ProviderCategory.Script => request with { DefaultScriptProvider = null },
        ProviderCategory.Voice => request with { DefaultVoiceProvider = null },
        ProviderCategory.Media => request with { DefaultMediaProvider = null },
        ProviderCategory.VideoAi => request with { DefaultVideoAiProvider = null },
        _ => request with { DefaultAssemblyProvider = null },
    };

    private async Task<ImportLine> PreferencesAsync(ImportRun run, CancellationToken ct)
    {
        var line = new ImportLine();
        if (await run.Archive.ObjectAsync("data/account.json", ct) is not { } account) return line;
        foreach (var one in (Accounts.Profiles.ChangePreferencesRequest[])[new() { Language = account.Text("language") }, new() { Timezone = account.Text("timezone") }, new() { Theme = account.Text("theme") }])
        {
            if ((one.Language ?? one.Timezone ?? one.Theme) is not { } value) continue;
            var changed = await preferences.ChangeAsync(run.Caller, one, ct);
            line = line.With(changed.IsOk ? ImportOutcome.New : ImportOutcome.Leave(value, ImportReason.Invalid, changed.Error.Message));
        }

        if (await PictureAsync(run, ct) is { } shown) line = line.With(shown);
        return account.Has("auto_publish_consent_at") ? line.With(ImportOutcome.Leave("auto_publish", ImportReason.Consent)) : line;
    }

    /// <summary>It goes the way of every picture: decoded under limits and drawn anew.</summary>
    private async Task<ImportOutcome?> PictureAsync(ImportRun run, CancellationToken ct)
    {
        if (run.Archive.SizeOf(AvatarExport.Entry) is not { } size) return null;
        await using (var db = database.Open(run.Caller))
            if (await db.Users.AnyAsync(user => user.AvatarUrl != null, ct)) return ImportOutcome.Present;
        if (size > ChangeAvatar.MaxBytes) return ImportOutcome.Leave("avatar", ImportReason.TooLarge);
        var path = Path.Combine(run.Scratch, "avatar");
        if (!await run.Archive.CopyAsync(AvatarExport.Entry, path, ct)) return ImportOutcome.Leave("avatar", ImportReason.Unreadable);
        await using var content = File.OpenRead(path);
        return (await picture.HandleAsync(run.Caller, content, ct)).IsOk ? ImportOutcome.New : ImportOutcome.Leave("avatar", ImportReason.Unreadable);
    }

    private async Task<ImportLine> NotificationsAsync(ImportRun run, CancellationToken ct)
    {
        var line = new ImportLine();
        await foreach (var row in run.Archive.RowsAsync("notification_preferences", ct))
        {
            if (row.Text("type", 60) is not { } word || NotificationKind.Parse(word) is not { } type)
            {
                line = line.With(ImportOutcome.Leave(row.Text("type", 60) ?? "?", ImportReason.Invalid));
                continue;
            }

            var mail = NotificationKind.Of(type).MailLocked ? null : row.Word<MailChoice>("mail");
            var changed = await notifications.HandleAsync(run.Caller, new() { Preferences = [new(word, row.Is("in_app"), mail)] }, ct);
            line = line.With(changed.IsOk ? ImportOutcome.New : ImportOutcome.Leave(word, ImportReason.Invalid, changed.Error.Message));
            if (line.Restored + line.Skipped > NotificationKind.All.Count * 2) break;
        }

        return line;
    }
}
