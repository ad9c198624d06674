using System.Text.RegularExpressions;

namespace Synthora.Rendering.Timelines;

/// <param name="Path">Where in the JSON, such as <c>$.scenes[2].shots[0].end_frame</c>.</param>
public sealed record TimelineProblem(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>Says everything that keeps a timeline from being rendered, before anything is decoded.</summary>
public static partial class TimelineValidator
{
    private const int MaxFrames = 60 * 60 * 60;

    /// <param name="checkFiles">Also looks whether every file exists; paths must be absolute or relative to the current folder.</param>
    /// <returns>Every problem found, in the order of the document; empty when the timeline can be rendered.</returns>
    public static IReadOnlyList<TimelineProblem> Validate(Timeline timeline, bool checkFiles = true)
    {
        var problems = new List<TimelineProblem>();
        CheckHead(timeline, problems);
        DeclaredLimits.Check(timeline, "$", problems);
        CheckScenes(timeline, checkFiles, problems);
        PictureRules.CheckOverlays(timeline, checkFiles, problems);
        CheckAudio(timeline, checkFiles, problems);
        CheckThumbnail(timeline, checkFiles, problems);
        return problems;
    }

    /// <exception cref="RenderException">Names the first problem and how many there are.</exception>
    public static void ThrowIfInvalid(Timeline timeline)
    {
        if (Validate(timeline) is not [var first, ..] problems) return;
        var rest = problems.Count > 1 ? $" There are {problems.Count - 1} more problems." : "";
        throw new RenderException($"The timeline cannot be rendered. {first}{rest}", "Correct it there.");
    }

    private static void CheckHead(Timeline timeline, List<TimelineProblem> problems)
    {
        if (timeline.Version != Timeline.CurrentVersion)
            problems.Add(new("$.version", $"is {timeline.Version}; this engine renders version {Timeline.CurrentVersion}."));
        if (timeline.Canvas.Width % 2 != 0) problems.Add(new("$.canvas.width", $"is {timeline.Canvas.Width}; it must be even."));
        if (timeline.Canvas.Height % 2 != 0) problems.Add(new("$.canvas.height", $"is {timeline.Canvas.Height}; it must be even."));
        if (!IsLanguage(timeline.Language)) problems.Add(new("$.language", $"is '{timeline.Language}'; give a tag such as en or pt-BR."));
        for (var i = 0; i < timeline.Look.Palette.Count; i++)
            if (!HexColour().IsMatch(timeline.Look.Palette[i]))
                problems.Add(new($"$.look.palette[{i}]", $"is '{timeline.Look.Palette[i]}'; write a colour as #RRGGBB."));
    }

    private static void CheckEmoji(Cue cue, string path, List<TimelineProblem> problems)
    {
        if (cue.Emoji is { } emoji && !Captions.EmojiLibrary.IsDrawn(emoji)) problems.Add(new($"{path}.emoji", $"'{emoji}' is no emoji that can be drawn; give a single one, such as 🔥."));
    }

    private static void CheckScenes(Timeline timeline, bool checkFiles, List<TimelineProblem> problems)
    {
        if (timeline.Scenes.Count == 0) problems.Add(new("$.scenes", "is empty; a video needs at least one scene."));
        if (timeline.FrameCount > MaxFrames) problems.Add(new("$.scenes", $"last {timeline.FrameCount} frames; at most {MaxFrames} are rendered."));

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var expected = 0;
        for (var i = 0; i < timeline.Scenes.Count; i++)
        {
            var scene = timeline.Scenes[i];
            var path = $"$.scenes[{i}]";
            if (string.IsNullOrWhiteSpace(scene.Id)) problems.Add(new($"{path}.id", "is empty."));
            else if (!ids.Add(scene.Id)) problems.Add(new($"{path}.id", $"'{scene.Id}' is used twice."));
            CheckSpan(scene.StartFrame, scene.EndFrame, expected, path, "scene", problems);
            expected = scene.EndFrame;
            CheckShots(scene, path, checkFiles, problems);
            CheckTransition(scene, i, path, problems);
            CheckWords(scene, timeline.Canvas.Fps, path, problems);
        }
    }

    private static void CheckSpan(int start, int end, int expected, string path, string what, List<TimelineProblem> problems)
    {
        if (start > expected) problems.Add(new($"{path}.start_frame", $"is {start}, which leaves a gap: the {what} before it ends at {expected}."));
        if (start < expected) problems.Add(new($"{path}.start_frame", $"is {start}, which overlaps: the {what} before it ends at {expected}."));
        if (end <= start) problems.Add(new($"{path}.end_frame", $"is {end}; a {what} from frame {start} needs at least one frame."));
    }

    private static void CheckShots(Scene scene, string path, bool checkFiles, List<TimelineProblem> problems)
    {
        if (scene.Shots.Count == 0) problems.Add(new($"{path}.shots", "is empty; a scene needs a picture."));
        var expected = scene.StartFrame;
        for (var i = 0; i < scene.Shots.Count; i++)
        {
            var shot = scene.Shots[i];
            var shotPath = $"{path}.shots[{i}]";
            CheckSpan(shot.StartFrame, shot.EndFrame, expected, shotPath, "shot", problems);
            expected = shot.EndFrame;
            CheckVisual(shot.Visual, $"{shotPath}.visual", checkFiles, problems);
            PictureRules.CheckShot(shot, shotPath, problems);
        }

        if (scene.Shots.Count > 0 && expected != scene.EndFrame)
            problems.Add(new($"{path}.shots[{scene.Shots.Count - 1}].end_frame", $"is {expected}; the scene ends at {scene.EndFrame}."));
    }

    private static void CheckVisual(Visual visual, string path, bool checkFiles, List<TimelineProblem> problems)
    {
        if (visual is ClipVisual clip)
        {
            if (clip.InSeconds < 0 || !double.IsFinite(clip.InSeconds)) problems.Add(new($"{path}.in_seconds", "is negative."));
            if (clip.OutSeconds <= clip.InSeconds) problems.Add(new($"{path}.out_seconds", $"is not after in_seconds ({clip.InSeconds})."));
        }

        var file = visual switch { ClipVisual footage => footage.Path, StillVisual still => still.Path, _ => null };
        if (file is not null) CheckFile(file, $"{path}.path", checkFiles, problems);
    }

    internal static void CheckFile(string file, string path, bool checkFiles, List<TimelineProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(file)) problems.Add(new(path, "is empty."));
        else if (checkFiles && !File.Exists(file)) problems.Add(new(path, $"names {file}, which does not exist."));
    }

    private static void CheckTransition(Scene scene, int index, string path, List<TimelineProblem> problems)
    {
        var transition = scene.TransitionIn;
        if (!Enum.IsDefined(transition.Kind))
            problems.Add(new($"{path}.transition_in.kind", $"is {(int)transition.Kind}, which no transition has."));
        if (transition.Kind == TransitionKind.Cut) return;
        if (index == 0) problems.Add(new($"{path}.transition_in.kind", "must be cut: nothing comes before the first scene."));
        if (transition.Frames < 1) problems.Add(new($"{path}.transition_in.frames", $"is {transition.Frames}; a transition takes at least one frame."));
        else if (transition.Frames > scene.EndFrame - scene.StartFrame)
            problems.Add(new($"{path}.transition_in.frames", $"is {transition.Frames}, longer than the scene itself."));
    }

    private static void CheckWords(Scene scene, int fps, string path, List<TimelineProblem> problems)
    {
        // A word may end in the frame that the scene's end cuts through.
        var frameMs = 1000.0 / fps;
        var (startMs, endMs) = ((scene.StartFrame - 1) * frameMs, (scene.EndFrame + 1) * frameMs);
        for (var i = 0; i < scene.Captions.Count; i++)
        {
            var cue = scene.Captions[i];
            CheckEmoji(cue, $"{path}.captions[{i}]", problems);
            if (cue.EndMs <= cue.StartMs) problems.Add(new($"{path}.captions[{i}].end_ms", $"is {cue.EndMs}, not after start_ms ({cue.StartMs})."));
            else if (cue.StartMs < startMs || cue.EndMs > endMs)
                problems.Add(new($"{path}.captions[{i}]", $"({cue.StartMs}–{cue.EndMs} ms) lies outside its scene ({startMs + frameMs:0}–{endMs - frameMs:0} ms)."));
        }

        for (var i = 0; i < scene.Words.Count; i++)
            if (scene.Words[i].EndMs < scene.Words[i].StartMs)
                problems.Add(new($"{path}.words[{i}].end_ms", $"is {scene.Words[i].EndMs}, before start_ms ({scene.Words[i].StartMs})."));

        for (var i = 0; i < scene.Texts.Count; i++)
        {
            var text = scene.Texts[i];
            if (text.EndFrame <= text.StartFrame) problems.Add(new($"{path}.texts[{i}].end_frame", $"is {text.EndFrame}, not after start_frame ({text.StartFrame})."));
            else if (text.StartFrame < scene.StartFrame || text.EndFrame > scene.EndFrame)
                problems.Add(new($"{path}.texts[{i}]", $"(frames {text.StartFrame}–{text.EndFrame}) lies outside its scene ({scene.StartFrame}–{scene.EndFrame})."));
        }
    }

    private static void CheckAudio(Timeline timeline, bool checkFiles, List<TimelineProblem> problems)
    {
        var endMs = timeline.DurationSeconds * 1000;
        for (var i = 0; i < timeline.Audio.Voice.Count; i++)
        {
            var voice = timeline.Audio.Voice[i];
            var path = $"$.audio.voice[{i}]";
            CheckFile(voice.Path, $"{path}.path", checkFiles, problems);
            if (voice.StartMs < 0 || voice.StartMs >= endMs) problems.Add(new($"{path}.start_ms", $"is {voice.StartMs}; the video lasts {endMs:0} ms."));
            if (voice.DurationMs <= 0) problems.Add(new($"{path}.duration_ms", $"is {voice.DurationMs}; a recording has a length."));
        }

        if (timeline.Audio.Music is { } music) CheckFile(music.Path, "$.audio.music.path", checkFiles, problems);
        AudioMixValidator.Check(timeline.Audio, endMs, problems);
    }

    private static void CheckThumbnail(Timeline timeline, bool checkFiles, List<TimelineProblem> problems)
    {
        if (timeline.Thumbnail.Path is { } file) CheckFile(file, "$.thumbnail.path", checkFiles, problems);
        if (timeline.Thumbnail.Frame is { } frame && (frame < 0 || frame >= timeline.FrameCount))
            problems.Add(new("$.thumbnail.frame", $"is {frame}; the video has {timeline.FrameCount} frames."));
    }

    private static bool IsLanguage(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag) is not null;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex HexColour();
}
