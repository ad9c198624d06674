using System.Globalization;
using System.Net;
using System.Text;

namespace Synthora.Providers.Assembly.Editframe;

/// <summary>Writes the page that Editframe films: its own elements for pictures and sounds, plain HTML for words.</summary>
/// <remarks>https://editframe.com/docs — elements ef-timegroup, ef-video, ef-image, ef-audio</remarks>
internal static class EditframePage
{
    public static string Write(AssemblyRequest request)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<ef-timegroup mode=\"fixed\" duration=\"{request.Seconds:0.###}s\" style=\"position:relative;overflow:hidden;width:{request.Width}px;height:{request.Height}px;background:#000\">");
        foreach (var picture in request.Pictures)
        {
            var fill = "style=\"position:absolute;inset:0;width:100%;height:100%;object-fit:cover\"";
            Open(page, picture.Start, picture.Length, "position:absolute;inset:0");
            page.Append(picture.Kind == PictureKind.Still ? $"<ef-image src=\"{Safe(picture.Source)}\" {fill}></ef-image>"
                : string.Create(CultureInfo.InvariantCulture, $"<ef-video src=\"{Safe(picture.Source)}\" sourcein=\"{picture.From:0.###}s\" volume=\"{picture.Volume:0.##}\" {fill}></ef-video>"));
            page.Append("</ef-timegroup>");
        }

        foreach (var (number, mark) in request.Marks.Index())
        {
            var motion = "";
            if (mark.Slide is { } slide)
            {
                page.Append(CultureInfo.InvariantCulture, $"<style>@keyframes slide{number}{{from{{transform:translateX({slide.From * 100:0.###}%)}}to{{transform:translateX({slide.To * 100:0.###}%)}}}}</style>");
                motion = string.Create(CultureInfo.InvariantCulture, $";animation:slide{number} {mark.Length:0.###}s linear both");
            }

            Open(page, mark.Start, mark.Length, "position:absolute;inset:0");
            page.Append(CultureInfo.InvariantCulture, $"<ef-image src=\"{Safe(mark.Source)}\" style=\"position:absolute;inset:0;width:100%;height:100%{motion}\"></ef-image></ef-timegroup>");
        }

        foreach (var text in request.Texts)
        {
            var box = text.Background is null ? "" : $"background:{Safe(text.Background)};padding:0.2em 0.4em;border-radius:0.2em;";
            Open(page, text.Start, text.Length, "position:absolute;inset:0");
            page.Append(CultureInfo.InvariantCulture,
                $"<p style=\"position:absolute;left:5%;right:5%;top:{text.Centre * 100:0.##}%;transform:translateY(-50%);margin:0;text-align:center;font:700 {(int)(text.Size * request.Height)}px {Safe(text.Font)},sans-serif;color:{Safe(text.Color)}\"><span style=\"{box}\">{Safe(text.Text)}</span></p></ef-timegroup>");
        }

        foreach (var sound in request.Sounds)
        {
            Open(page, sound.Start, sound.Length, "");
            page.Append(CultureInfo.InvariantCulture, $"<ef-audio src=\"{Safe(sound.Source)}\" volume=\"{sound.Volume:0.##}\"></ef-audio></ef-timegroup>");
        }

        return page.Append("</ef-timegroup>").ToString();
    }

    private static void Open(StringBuilder page, double start, double length, string style) =>
        page.Append(CultureInfo.InvariantCulture, $"<ef-timegroup mode=\"fixed\" offset=\"{start:0.###}s\" duration=\"{length:0.###}s\" style=\"{style}\">");

    private static string Safe(object text) => WebUtility.HtmlEncode(text is Uri link ? link.AbsoluteUri : text.ToString())!;
}
