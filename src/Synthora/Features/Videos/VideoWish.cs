using System.Security.Cryptography;
using System.Text.Json;

namespace Synthora.Features.Videos;

/// <summary>What a video needs beside what its owner wished for.</summary>
/// <param name="Template">The key of the template.</param>
/// <param name="Snapshot">The template as it is now, as JSON.</param>
/// <param name="Crew">Who works on it, as JSON.</param>
internal sealed record VideoStart(Guid UserId, string Template, string? Snapshot, string? Crew, DateTimeOffset Now)
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTimeOffset CreatedAt { get; init; } = Now;
    public string? IdempotencyKey { get; init; }
}

/// <summary>The one place where wishes become a video, whether it is ordered now or comes back from an archive.</summary>
internal static class VideoWish
{
    public static Video ToVideo(this CreateVideoRequest wish, VideoStart start) => new()
    {
        Id = start.Id,
        UserId = start.UserId,
        Title = string.IsNullOrWhiteSpace(wish.Title) ? TitleFrom(wish.Text) : wish.Title.Trim(),
        HasGivenTitle = !string.IsNullOrWhiteSpace(wish.Title),
        Source = wish.Source,
        Text = wish.Text,
        Template = start.Template,
        TemplateSnapshot = start.Snapshot,
        CustomInstructions = wish.CustomInstructions,
        SubtitleStyle = wish.SubtitleStyle,
        Voice = wish.Voice,
        Platform = wish.Platform,
        AspectRatio = wish.AspectRatio,
        Music = wish.Music,
        ClearSpeech = wish.ClearSpeech,
        Seed = wish.Seed,
        TargetDurationS = wish.TargetDurationS,
        BrandAssetIds = [.. wish.BrandingAssetIds],
        MediaIds = [.. wish.MediaIds],
        Unattended = wish.Unattended,
        Providers = start.Crew,
        IdempotencyKey = start.IdempotencyKey,
        WishHash = start.IdempotencyKey is null ? null : Hash(wish),
        CreatedAt = start.CreatedAt,
        UpdatedAt = start.Now,
    };

    /// <summary>The same for the same wish in every detail, so that a key shows whether it stands for this one.</summary>
    public static string Hash(CreateVideoRequest wish) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(wish)));

    /// <summary>A working title until the script gives the real one: the first line that says something.</summary>
    private static string TitleFrom(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var frontMatter = lines[0] == "---" ? Array.IndexOf(lines, "---", 1) + 1 : 0;
        var line = lines[..frontMatter].FirstOrDefault(candidate => candidate.StartsWith("title:", StringComparison.OrdinalIgnoreCase))?["title:".Length..]
            ?? lines[frontMatter..].FirstOrDefault(candidate => candidate.Any(char.IsLetterOrDigit)) ?? "Untitled";
        line = line.Trim().TrimStart('#', '-', '*', '>', ' ').Trim('"', ' ');
        return line.Length <= 80 ? line : line[..79].TrimEnd() + "…";
    }
}
