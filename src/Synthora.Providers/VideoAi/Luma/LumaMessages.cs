namespace Synthora.Providers.VideoAi.Luma;

// https://docs.agents.lumalabs.ai/ — guides, "Generate a video"
internal sealed record LumaOrder(string Model, string Type, string Prompt, string AspectRatio, LumaVideo Video);

internal sealed record LumaVideo(string Resolution, string Duration, LumaFrame? StartFrame, LumaFrame? EndFrame);

internal sealed record LumaFrame(string? Url, string? Data, string? MediaType);
