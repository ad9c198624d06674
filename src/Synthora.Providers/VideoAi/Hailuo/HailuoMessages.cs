namespace Synthora.Providers.VideoAi.Hailuo;

// https://platform.minimax.io/docs/api-reference/video-generation-t2v and …-i2v
internal sealed record HailuoOrder(string Model, string Prompt, bool PromptOptimizer, int Duration, string Resolution, string? FirstFrameImage, string? LastFrameImage);
