using Synthora.Features.Scripts.Writing;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Music;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Templates;

/// <summary>A few seconds in the look of a template: a hook, a point and the call to action, with captions and music.</summary>
internal static class SampleTimeline
{
    private const int Fps = 24;
    private const int ShortSide = 360;

    public static Timeline Of(TemplateConfig template)
    {
        var full = Canvas.ForAspect(template.Visual.AspectRatio);
        var scale = (double)ShortSide / Math.Min(full.Width, full.Height);
        var timeline = new Timeline
        {
            Title = template.Name,
            Canvas = new((int)Math.Round(full.Width * scale / 2) * 2, (int)Math.Round(full.Height * scale / 2) * 2, Fps),
            Seed = 7,
            Look = LookOf(template),
            Scenes = [],
            Audio = new AudioMix(),
        };
        var said = ((string, CardVisual)[])
        [
            (Hook(template.Structure.HookStyle), new() { Layout = CardLayout.Hook, Headline = Hook(template.Structure.HookStyle).TrimEnd('.'), Icon = "sparkles" }),
            ("This is how your captions will look.", new() { Headline = "One clear point", Icon = "lightbulb", Variation = 1 }),
            (Ending(template.Script), new() { Layout = CardLayout.CallToAction, Headline = Ending(template.Script).TrimEnd('.', '!'), Icon = "heart", Variation = 2 }),
        ];
        var length = Frames(template.Structure.Pacing);
        timeline = timeline with { Scenes = [.. said.Select((scene, index) => SceneOf(scene.Item1, scene.Item2, index, length, template.Visual.Transitions))] };
        timeline = timeline with { Scenes = [.. timeline.Scenes.Select(scene => scene with { Captions = SceneCaptions.Of(scene, timeline) })] };
        return MusicLibrary.Find(template.Audio.MusicMood.ToString(), timeline.Seed) is { } track
            ? timeline with { Audio = new AudioMix { Music = new MusicTrack(track.Path) } }
            : timeline;
    }

    public static Look LookOf(TemplateConfig template) => new()
    {
        Palette = template.Visual.ColorPalette,
        Aesthetic = template.Visual.VisualAesthetic,
        Fonts = TemplateWords.Fonts(template),
        Captions = template.Text.CaptionStyle ?? CaptionStyle.Modern,
        CaptionPlace = template.Text.TextPosition switch { TextPosition.Top => CaptionPlace.Top, TextPosition.Center => CaptionPlace.Centre, _ => CaptionPlace.Bottom },
    };

    private static Scene SceneOf(string said, CardVisual card, int index, int length, IReadOnlyList<TransitionKind> transitions)
    {
        var (start, end) = (index * length, (index + 1) * length);
        var kind = index == 0 ? TransitionKind.Cut : transitions[(index - 1) % transitions.Count];
        return new Scene
        {
            Id = $"scene-{index + 1}", Narration = said, StartFrame = start, EndFrame = end, Words = Words(said, start * 1000 / Fps, end * 1000 / Fps),
            Shots = [new Shot { StartFrame = start, EndFrame = end, Visual = card }],
            TransitionIn = kind == TransitionKind.Cut ? Transition.Cut : new(kind, Math.Min(TimelineEdit.TransitionFrames(kind), length / 2)),
        };
    }

    private static List<Word> Words(string said, int startMs, int endMs)
    {
        var words = said.Split(' ');
        var (from, each) = (startMs + 120, (endMs - startMs - 240) / words.Length);
        return [.. words.Select((word, index) => new Word(word, from + (index * each), from + ((index + 1) * each) - 20))];
    }

    private static int Frames(Pacing pacing) => pacing switch { Pacing.UltraFast => 32, Pacing.Fast => 36, Pacing.Medium => 42, _ => 50 };

    private static string Ending(TemplateScript script) => KeyPhrase.Of(script.CtaText) is { Length: > 0 } phrase ? phrase : "Follow for more";

    private static string Hook(HookStyle style) => style switch
    {
        HookStyle.Question => "Did you know this?",
        HookStyle.BoldStatement => "Everyone gets this wrong.",
        HookStyle.Statistic => "Nine in ten never notice.",
        HookStyle.Story => "It began on a Monday.",
        HookStyle.Problem => "Still losing time here?",
        HookStyle.Challenge => "Try this for one week.",
        HookStyle.Shock => "Stop doing this today.",
        _ => "Watch this closely.",
    };
}
