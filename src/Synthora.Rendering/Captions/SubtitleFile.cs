using System.Text;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Scenes.Overlays;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Captions as files for players and platforms, UTF-8 with line feeds.</summary>
public static class SubtitleFile
{
    /// <summary>SubRip: numbered cues with commas before the milliseconds.</summary>
    public static string SubRip(IEnumerable<Cue> cues)
    {
        var text = new StringBuilder();
        var number = 0;
        foreach (var cue in Shown(cues))
        {
            text.Append(CultureInfo.InvariantCulture, $"{++number}\n{Clock(cue.StartMs, ',')} --> {Clock(cue.EndMs, ',')}\n{Plain(cue)}\n\n");
        }

        return text.ToString();
    }

    /// <summary>WebVTT, with the words' text escaped.</summary>
    public static string WebVtt(IEnumerable<Cue> cues)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        foreach (var cue in Shown(cues))
        {
            var escaped = Plain(cue).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
            text.Append(CultureInfo.InvariantCulture, $"{Clock(cue.StartMs, '.')} --> {Clock(cue.EndMs, '.')}\n{escaped}\n\n");
        }

        return text.ToString();
    }

    /// <summary>Everything a video says, as SubRip.</summary>
    public static string SubRip(Timeline timeline) => SubRip(SubtitleCues.Of(timeline));

    /// <summary>Everything a video says, as WebVTT.</summary>
    public static string WebVtt(Timeline timeline) => WebVtt(SubtitleCues.Of(timeline));

    /// <summary>The captions of a video as its picture shows them; one without captions gets plain ones.</summary>
    public static string Ass(Timeline timeline)
    {
        var look = timeline.Look.Captions == CaptionStyle.None ? timeline.Look with { Captions = CaptionStyle.Classic } : timeline.Look;
        var sheet = new AssSheet();
        foreach (var (cues, room) in Rooms(timeline))
        {
            var captions = CaptionLayout.Place(cues, look, timeline.Canvas, room, timeline.Language);
            sheet.Add(captions.Styles, captions.Lines);
        }

        return AssDocument.Write(timeline.Canvas, sheet.Styles, sheet.Lines);
    }

    /// <summary>The styled captions as the picture shows them, in colours for players.</summary>
    public static string Ass(IReadOnlyList<Cue> cues, Look look, Canvas canvas, SafeBox box, string language)
    {
        var sheet = CaptionLayout.Place(cues, look, canvas, box, language);
        return AssDocument.Write(canvas, sheet.Styles, sheet.Lines);
    }

    /// <summary>Cues with what logos leave to them. A subtitle that lasts into the next scene keeps clear of those of both.</summary>
    private static IEnumerable<(IReadOnlyList<Cue> Cues, SafeBox Room)> Rooms(Timeline timeline)
    {
        var rooms = timeline.Scenes.Select(scene => (Scene: scene, Box: OverlayPlan.FreeOf(timeline, scene))).ToList();
        if (timeline.Scenes.Any(scene => scene.Captions.Count > 0)) return rooms.Select(room => (room.Scene.Captions, room.Box));
        var frame = 1000.0 / timeline.Canvas.Fps;
        return SubtitleCues.Of(timeline).Select(cue => ((IReadOnlyList<Cue>)[cue], rooms
            .Where(room => cue.StartMs < room.Scene.EndFrame * frame && cue.EndMs > room.Scene.StartFrame * frame)
            .Aggregate(SafeBox.For(timeline), (box, room) => box.Within(room.Box))));
    }

    private static IEnumerable<Cue> Shown(IEnumerable<Cue> cues) =>
        cues.Where(cue => cue.EndMs > cue.StartMs && Plain(cue).Length > 0).OrderBy(cue => cue.StartMs);

    /// <summary>An empty line or an arrow within a cue would end it early.</summary>
    private static string Plain(Cue cue) => string.Join('\n', cue.Text
        .Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Replace("-->", "->");

    private static string Clock(int ms, char separator) => string.Create(
        CultureInfo.InvariantCulture, $"{ms / 3600000:00}:{ms / 60000 % 60:00}:{ms / 1000 % 60:00}{separator}{ms % 1000:000}");
}
