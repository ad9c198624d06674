using Synthora.Features.Scripts;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Cli;

/// <summary>What an edit asks for, as it was written.</summary>
internal sealed record EditRequest
{
    public int? Scene { get; init; }
    public string? Text { get; init; }
    public string? Visual { get; init; }
    public string? Motion { get; init; }
    public string? Transition { get; init; }
    public double? Duration { get; init; }
    public int? MoveTo { get; init; }
    public bool Delete { get; init; }
    public string? CaptionStyle { get; init; }
    public string? Title { get; init; }
    public string? Thumbnail { get; init; }

    private bool ChangesScene => Text is not null || Visual is not null || Motion is not null || Transition is not null || Duration is not null || MoveTo is not null || Delete;

    /// <exception cref="CommandException">The options do not go together, or one has a value that is not allowed.</exception>
    public void Check()
    {
        if (!ChangesScene && Scene is not null) throw Bad($"It is not said what to change in scene {Scene}.", "Add --text, --visual, --motion, --transition, --duration, --move-to or --delete.");
        if (!ChangesScene && CaptionStyle is null && Title is null && Thumbnail is null)
            throw Bad("There is nothing to change.", "Give --scene with --text, --visual, --motion, --transition, --duration, --move-to or --delete; or --caption-style, --title, --thumbnail, --undo or --redo.");
        if (ChangesScene && Scene is null) throw Bad("It is not said which scene.", "Add --scene with its number.");
        if (Delete && (Text ?? Visual ?? Motion ?? Transition) is not null) throw Bad("A deleted scene cannot be changed.", "Give --delete alone.");
        foreach (var file in new[] { Visual, Thumbnail }.OfType<string>())
            if (!File.Exists(file))
                throw Bad($"{file} does not exist.", "Check the path.");
        try
        {
            if (Motion is not null) ScriptChoices.Motion(Motion);
            if (Transition is not null) ScriptChoices.Transition(Transition);
            if (CaptionStyle is not null) ScriptChoices.Captions(CaptionStyle);
        }
        catch (FormatException wrong)
        {
            throw Bad($"--{wrong.Message}", "Correct the option and run it again.");
        }
    }

    /// <summary>The edited timeline. What it refers to anew is kept in the project's folder.</summary>
    public async Task<Timeline> ApplyAsync(Timeline timeline, VideoProject project, NarrationEdit narration, CancellationToken ct)
    {
        if (Title is { } title) timeline = timeline with { Title = title, Thumbnail = timeline.Thumbnail with { Title = title } };
        if (Thumbnail is { } picture) timeline = timeline with { Thumbnail = timeline.Thumbnail with { Path = Path.GetFullPath(picture) } };
        if (CaptionStyle is { } style) timeline = TimelineEdit.SetCaptions(timeline, ScriptChoices.Captions(style));
        if (Scene is { } number) timeline = await ApplyToSceneAsync(timeline, TimelineEdit.IndexOf(timeline, number), project, narration, ct);
        return await ProjectFolder.GatherAsync(TimelineEdit.SettleCredits(timeline), project.Folder, ct);
    }

    private async Task<Timeline> ApplyToSceneAsync(Timeline timeline, int index, VideoProject project, NarrationEdit narration, CancellationToken ct)
    {
        var to = MoveTo is { } place ? TimelineEdit.IndexOf(timeline, place) : index;
        if (Delete) return TimelineEdit.Delete(timeline, index);
        if (Text is { } text) timeline = await narration.RunAsync(timeline, index, text, project.Voice, ct);
        if (Visual is { } file) timeline = TimelineEdit.SetVisual(timeline, index, await LookAsync(Path.GetFullPath(file), ct));
        if (Motion is { } motion) timeline = TimelineEdit.SetMotion(timeline, index, ScriptChoices.Motion(motion));
        if (Duration is { } seconds) timeline = TimelineEdit.SetDuration(timeline, index, seconds);
        if (Transition is { } kind) timeline = TimelineEdit.SetTransition(timeline, index, ScriptChoices.Transition(kind));
        return to == index ? timeline : TimelineEdit.Move(timeline, index, to);
    }

    private static async Task<Visual> LookAsync(string file, CancellationToken ct)
    {
        var info = await MediaProbe.ProbeAsync(file, ct);
        if (info.Video is null) throw new RenderException($"{file} has no picture.", "Give a picture or a clip.");
        return info.IsStill ? new StillVisual(file) : new ClipVisual(file);
    }

    private static CommandException Bad(string cause, string remedy) => new(cause, remedy, ExitCode.BadUsage);
}
