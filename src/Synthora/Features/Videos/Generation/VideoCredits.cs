using System.Text;
using System.Text.Json;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Who made what a video is made of, and under which licence it may be published.</summary>
internal static class VideoCredits
{
    public static IEnumerable<Credit> Of(GenerationPlan plan, VoiceResult voice, MediaResult found)
    {
        foreach (var id in voice.Scenes.OfType<SceneVoice>().Select(scene => scene.VoiceId).Distinct()) yield return Voice(voice.Provider, id);
        foreach (var path in found.Scenes.SelectMany(scene => scene).Where(footage => footage.Source is null).Select(footage => footage.Path).Distinct())
            yield return new Credit("footage", path, "given with the script", "as given");
        foreach (var credit in found.Scenes.SelectMany(scene => scene).SelectMany(footage => new[] { footage.Source?.Credit, footage.SoundBy }).OfType<Credit>().Distinct()) yield return credit;
        if (found.Scenes.Any(scene => scene.Count == 0)) yield return new Credit("icons", "Lucide", "Lucide contributors", "ISC", "https://lucide.dev/license");
        if (plan.Look.Captions != CaptionStyle.None || found.Scenes.Any(scene => scene.Count == 0))
            yield return new Credit("fonts", "Inter, Anton and others", "their designers", "SIL Open Font License 1.1 or Apache 2.0");
    }

    public static Credit Voice(string provider, string voice) => (provider, voice) switch
    {
        ("offline", "slt" or "slt-low") => new("voice", "CMU US SLT, spoken by Festival", "Carnegie Mellon University", "free for any use; keep the notice: Copyright 2003 Carnegie Mellon University, all rights reserved", "http://festvox.org"),
        ("offline", "rms") => new("voice", "CMU US RMS, spoken by Flite", "Carnegie Mellon University", "free for any use; keep the notice: Copyright 1999–2014 Carnegie Mellon University, all rights reserved", "http://cmuflite.org"),
        ("offline", _) => new("voice", voice, "eSpeak NG contributors", "the program is under GPL 3.0; what it speaks may be published freely", "https://github.com/espeak-ng/espeak-ng"),
        _ => new("voice", voice, provider, $"the terms of {provider}"),
    };

    public static string Text(Timeline timeline)
    {
        var text = new StringBuilder(timeline.Title).Append("\n\n");
        foreach (var credit in timeline.Credits)
        {
            text.Append(char.ToUpperInvariant(credit.Kind[0])).Append(credit.Kind[1..]).Append(": ").Append(credit.Title).Append(", ").Append(credit.Author)
                .Append(" (").Append(credit.Licence).Append(')').Append(credit.Link is { } link ? $" {link}" : "").Append('\n');
        }

        return text.ToString();
    }

    public static string Json(Timeline timeline) => JsonSerializer.Serialize(timeline.Credits, TimelineJson.Options);
}
