namespace Synthora.Providers.VideoAi.Kling;

// https://kling.ai/document-api — "Text to video", "Image to video": numbers are texts here, and pictures are addresses or bare base 64.
// Our own number is there to be found again in the account; nothing says that the same one sent twice is one task.
internal sealed record KlingOrder(
    string ModelName, string Prompt, string? NegativePrompt, string Mode, string? AspectRatio, string Duration, string? Sound, string? Image, string? ImageTail, string? ExternalTaskId);

// https://kling.ai/document-api — "3.0 Turbo": another form, another list of states.
internal sealed record KlingTurboOrder(string? Prompt, IReadOnlyList<KlingTurboContent>? Contents, KlingTurboSettings Settings);

internal sealed record KlingTurboContent(string Type, string? Text, string? Url);

internal sealed record KlingTurboSettings(string Resolution, int Duration, string? AspectRatio);
