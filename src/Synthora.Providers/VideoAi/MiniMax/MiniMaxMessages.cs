namespace Synthora.Providers.VideoAi.MiniMax;

// https://platform.minimax.io/docs/api-reference/video-generation-v2
internal sealed record MiniMaxOrder(string Model, IReadOnlyList<MiniMaxContent> Content, string Resolution, int Duration, string Ratio);

internal sealed record MiniMaxContent(string Type, string? Text = null, MiniMaxLink? ImageUrl = null, string? Role = null);

internal sealed record MiniMaxLink(string Url);
