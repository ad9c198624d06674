using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.LlmCache;
using Synthora.Features.RequestLog;
using Synthora.Features.Settings;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Security;

namespace Synthora.EndToEndTests;

/// <summary>What a month with providers leaves: keys in every state, calls, costs and kept answers.</summary>
internal static class ProviderTraces
{
    /// <summary>As if its scenes had been found and made, instead of designed.</summary>
    private static async Task ShowFootageAsync(AppDbContext db, Video video)
    {
        var step = await db.VideoSteps.SingleAsync(row => row.VideoId == video.Id && row.Step == GenerationStep.Media);
        var scenes = StepJson.Read<MediaResult>(step.Result!).Scenes.Count;
        step.Result = StepJson.Write(new MediaResult([.. Enumerable.Range(0, scenes).Select(Pieces)])
        {
            Fallbacks = [new("stock footage of “alarm clock ringing bedside”", "the scene goes on with designed pictures or what else was found", "Pexels has nothing that fits")],
        });

        static IReadOnlyList<SceneFootage> Pieces(int scene) => scene switch
        {
            0 => [Piece("runway", "Runway", "1", FootageKind.Made, "gen4.5", "a bedroom at dawn, curtains moving in the light", null, "Made by Runway") with { SoundBy = new("sound", "ambience", "MMAudio", "the terms of MMAudio") }, Piece("pexels", "Pexels", "2", FootageKind.Clip, "woman sleeping in a bright bedroom", "bedroom dawn", 0.81, "Video by Vera Holm on Pexels")],
            1 => [Piece("unsplash", "Unsplash", "3", FootageKind.Photo, "a cup of tea on a wooden table beside a lamp", "evening tea lamp", 0.42, "Photo by Ann Berg on Unsplash")],
            2 => [Piece("pexels", "Pexels", "4", FootageKind.Clip, "phone on a nightstand", "phone nightstand", 0.27, "Video by Omar Said on Pexels")],
            _ => [],
        };

        static SceneFootage Piece(string provider, string name, string id, FootageKind kind, string told, string query, double? match, string credit) =>
            new($"stock/{id}", kind == FootageKind.Photo, kind == FootageKind.Photo ? null : 6.4, null, null)
            {
                Source = new(provider, name, id, kind, told, query, match, new("footage", credit, "Vera Holm", $"{name} License", $"https://www.{provider}.com/{id}"), credit, kind == FootageKind.Photo),
            };
    }

    public static async Task<(Guid Integration, Guid Request)> LeaveAsync(IServiceProvider services, Guid videoId)
    {
        await using var db = services.GetRequiredService<Database>().OpenForSystem();
        var video = await db.Videos.SingleAsync(row => row.Id == videoId);
        var now = video.CreatedAt;
        var vault = services.GetRequiredService<KeyVault>();
        var anthropic = Key("anthropic", new(KeyStatus.Valid));
        db.Integrations.AddRange(
            anthropic, Key("openai_gpt", new(KeyStatus.Invalid, "OpenAI does not accept the key. Check that the key is whole, still valid and allowed to do this, and paste it again.")),
            Key("groq", new(KeyStatus.Valid)), Key("xai", new(KeyStatus.Valid), isActive: false), Key("elevenlabs", new(KeyStatus.Limited, "The account at ElevenLabs has no credit left. Add credit there or choose another provider.")),
            Key("openai_compatible", new(KeyStatus.Unknown, "Your server did not answer within 10 seconds. Check the address and that the server runs."), "https://llm.a-rather-long-host-name.example.com/openai/v1"));
        db.ProviderTroubles.Add(new()
        {
            UserId = video.UserId, Provider = "groq", Failures = 3, Fault = "transient", Message = "Groq is in trouble or cannot be reached (HTTP 503). Try again in a few minutes.",
            FailedAt = now, RestsUntil = now.AddDays(300),
        });
        db.GenerationDefaults.Add(new() { UserId = video.UserId, DefaultScriptProvider = "groq", MonthlyBudgetUsd = 10, UpdatedAt = now });
        var month = SpendingLedger.MonthOf(now);
        db.SpendingMonths.Add(new() { UserId = video.UserId, Payer = Payer.User, Month = month, Usd = 8.31m });
        db.Spendings.AddRange(Spent("script", "anthropic", 0.031m), Spent("voice", "elevenlabs", null));
        var requests = Enumerable.Range(0, 60).Select(number => new ProviderRequest
        {
            UserId = video.UserId, VideoId = video.Id, Provider = number % 2 == 0 ? "anthropic" : "elevenlabs", Method = "POST",
            Endpoint = "https://api.example.com/v1/text-to-speech/21m00Tcm4TlvDq8ikWAM/with-timestamps?output_format=pcm_24000&signature=***9f3a", StatusCode = (number % 5) switch { 0 => 429, 1 => 503, 2 => null, _ => 200 },
            RequestBody = """{"model":"eleven_multilingual_v2","text":"Good sleep makes tomorrow easy.","api_key":"***LAST"}""", ResponseBody = """{"audio_base64":"(48210 characters)"}""",
            DurationMs = 120 + (number * 37), ErrorMessage = number % 5 == 2 ? "HttpRequestException" : null, Step = number % 2 == 0 ? "script" : "voice", IsSimulated = number % 7 == 0, CreatedAt = now.AddMinutes(-number),
        }).ToList();
        db.ProviderRequests.AddRange(requests);
        foreach (var (index, text) in ((string[])["Why the sky turns red", "A question about the tides that goes on for longer than a line of a phone can hold, as people's questions do", "How bees find home"]).Index())
        {
            var question = new CacheQuestion("script", "any", "anthropic", "1", new Dictionary<string, string> { ["template"] = "viral-hook" }, text);
            db.CachedAnswers.Add(new()
            {
                Scope = CacheScope.User, UserId = video.UserId, Kind = "script", Language = "any", Model = "anthropic", PromptVersion = "1", Params = question.ParamsJson, Text = text, Hash = question.Hash,
                Keywords = question.Keywords, Response = "# Script", Version = 1, Hits = index * 2, IsSimulated = index == 1, ExpiresAt = now.AddDays(30 - (40 * (index / 2))), CreatedAt = now.AddHours(-index),
            });
        }

        await ShowFootageAsync(db, video);
        db.ProviderPrices.AddRange(
            new ProviderPriceRow { Provider = "anthropic", EstimatedPerVideoUsd = 0.06m, ReviewedAt = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-131), ReviewedBy = video.UserId, UpdatedAt = now },
            new ProviderPriceRow { Provider = "runway", EstimatedPerVideoUsd = 1.1m, Models = """{"gen4.5":{"usd":0.11}}""", ReviewedAt = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-3), ReviewedBy = video.UserId, UpdatedAt = now });
        await db.SaveChangesAsync();
        await services.GetRequiredService<PriceBook>().ReadAsync(CancellationToken.None);
        return (anthropic.Id, requests[0].Id);

        Integration Key(string provider, KeyCheck check, string? address = null, bool isActive = true)
        {
            var row = new Integration { UserId = video.UserId, Provider = provider, IsActive = isActive, CreatedAt = now, UpdatedAt = now };
            row.Keep(vault, "sk-0123456789abcdef-LAST", address, now);
            row.Checked(check, now);
            return row;
        }

        Spending Spent(string step, string provider, decimal? actual) => new()
        {
            UserId = video.UserId, VideoId = video.Id, Step = step, Provider = provider, Model = provider == "anthropic" ? "claude-sonnet-4-5" : null, Route = ProviderRoute.OwnKey,
            State = SpendingState.Settled, EstimatedUsd = 0.15m, ActualUsd = actual, Month = month, CreatedAt = now, SettledAt = now,
        };
    }
}
