using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion;

public sealed partial record Composition
{
    /// <summary>One card's parts on their way to their places.</summary>
    private sealed class Plan(CardVisual card, Box area, double unit, TypeSystem type, bool centred, bool rightToLeft, Box? hero)
    {
        /// <summary>In characters: what an author may put on one picture, all of which is shown.</summary>
        private const int LongestLine = 120;
        private const int CrowdingLine = 70;

        private readonly double align = centred ? 0.5 : rightToLeft ? 1 : 0;
        private readonly bool odd = card.Variation % 2 == 1;
        private readonly string headline = Script.Drawable(card.Headline);
        private readonly string kicker = Shown(card.Kicker, type.Label);
        private readonly string number = Shown(card.Number, type.Figure);

        /// <summary>Signs without width, such as joiners on their own, are nothing to see.</summary>
        private static string Shown(string words, Typeface face) => Script.Drawable(words) is var drawable && face.Width(drawable) > 0 ? drawable : "";

        /// <summary>Narrow faces may stand taller.</summary>
        private double MaxEm => Math.Clamp(0.68 * 7 / type.Display.Width(type.Display.Case("Hamburg")), 0.95, 1.55) * unit * card.Layout switch
        {
            CardLayout.Hook => 215,
            CardLayout.Statement or CardLayout.ListItem => 190,
            CardLayout.CallToAction => 200,
            CardLayout.Quote => 150,
            _ => 112,
        };

        public Composition Stack()
        {
            double gap = area.Height * 0.085, used = 0;
            // Long lines need the room more than pictures do.
            var room = area.Height * (headline.Length > CrowdingLine ? 0.5 : 1);
            double iconSize = card.Icon is null || hero is not null ? 0 : room * card.Layout switch
            {
                CardLayout.Hook => headline.Length > 34 ? 0.27 : 0.37,
                CardLayout.Statement => headline.Length == 0 ? 0.8 : 0.38,
                CardLayout.ListItem => headline.Length == 0 ? 0.6 : 0.38,
                CardLayout.CallToAction => 0.36,
                CardLayout.Figure => number.Length == 0 ? 0.4 : 0,
                _ => 0,
            };
            var numberHeight = number.Length == 0 ? 0 : room * (card.Layout == CardLayout.Figure ? 0.44 : headline.Length == 0 ? 0.56 : 0.36);
            var row = Math.Max(iconSize, card.Layout == CardLayout.ListItem ? numberHeight : 0);
            if (row > 0) used += row + gap;
            var steps = card.Layout == CardLayout.ListItem && card.Total > 1 ? 12 * unit : 0;
            if (steps > 0) used += steps + gap;
            if (card.Layout == CardLayout.Figure && numberHeight > 0) used += numberHeight + gap;
            var quote = card.Layout == CardLayout.Quote ? area.Height * 0.17 : 0;
            if (quote > 0) used += quote + (gap * 0.8);

            var small = Kick(area.Width);
            var kickerBelow = card.Layout == CardLayout.Quote;
            if (small is not null) used += small.Height + (kickerBelow ? gap : gap * 0.85);
            var button = HasButton ? Math.Min(area.Height * 0.2, 128 * unit) : 0;
            if (button > 0) used += button + gap;
            var bar = card.Layout == CardLayout.Figure && number.Length > 0 ? 16 * unit : 0;
            if (bar > 0) used += bar + gap;

            var text = Fit(area.Width, Math.Max(area.Height * 0.18, area.Height - used));
            var (halo, foot) = (Halo(text), Foot(text));
            var total = (text?.Height ?? -gap) + used + halo + foot;
            var y = area.Y + Math.Max(0, (area.Height - total) / 2);
            var result = new Composition { Area = area, Centred = centred, Hero = hero };
            if (steps > 0)
            {
                var across = area.Width * (centred ? 0.6 : 0.5);
                result = result with { Progress = new(area.X + ((area.Width - across) * align), y, across, steps) };
                y += steps + gap;
            }

            // Every other statement says its words first and shows the picture under them.
            var below = card.Layout == CardLayout.Statement && odd && text is not null;
            void Picture()
            {
                if (row <= 0) return;
                var figure = card.Layout == CardLayout.ListItem && numberHeight > 0 ? Figure(area.Width * 0.5, numberHeight) : null;
                var width = iconSize + (figure is null ? 0 : figure.Width + (iconSize > 0 ? gap * 1.1 : 0));
                var x = area.X + ((area.Width - width) * align);
                var flip = odd && figure is not null;
                if (figure is not null)
                    result = result with { Number = new(figure, new(flip ? x + width - figure.Width : x, y + ((row - figure.Height) / 2), figure.Width, figure.Height), 0) };
                if (iconSize > 0)
                    result = result with { Icon = new(flip || figure is null ? x : x + width - iconSize, y + ((row - iconSize) / 2), iconSize, iconSize) };
                y += row + gap;
            }

            if (!below) Picture();
            if (quote > 0)
            {
                result = result with { QuoteMark = new(area.X + ((area.Width - (quote * 1.25)) * align), y, quote * 1.25, quote) };
                y += quote + (gap * 0.8);
            }

            if (card.Layout == CardLayout.Figure && numberHeight > 0)
            {
                var figure = Figure(area.Width, numberHeight);
                result = result with { Number = new(figure, new(area.X, y, area.Width, figure.Height), align) };
                y += numberHeight + gap;
                result = result with { Bar = new(area.X + (area.Width * 0.12 * align), y - (gap * 0.4), area.Width * (centred ? 0.88 : 0.86), bar) };
                y += bar + (gap * 0.6);
            }

            if (small is not null && !kickerBelow)
            {
                result = result with { Kicker = new(small, new(area.X, y, area.Width, small.Height), align) };
                y += small.Height + (gap * 0.85);
            }

            if (text is not null)
            {
                y += halo;
                result = result with { Headline = new(text, new(area.X, y, area.Width, text.Height), align) };
                y += text.Height + foot + gap;
            }

            if (below) Picture();
            if (small is not null && kickerBelow)
                result = result with { Kicker = new(small, new(area.X, y, area.Width, small.Height), align) };
            return button > 0 ? WithButton(result, new(area.X, y, area.Width, button), align) : result;
        }

        /// <summary>Picture and words side by side, for canvases that are not much taller than wide.</summary>
        public Composition Beside()
        {
            double gap = area.Height * 0.14, side = Math.Min(area.Height * 0.92, area.Width * 0.36);
            var figure = number.Length == 0 ? null
                : card.Layout == CardLayout.Figure ? Figure(area.Width * 0.48, area.Height * 0.62) : Figure(area.Width * 0.2, area.Height * 0.6);
            var icon = card.Icon is null || (card.Layout == CardLayout.Figure && figure is not null) ? 0 : side * (figure is null ? 1 : 0.78);
            var picture = icon + (figure?.Width ?? 0) + (icon > 0 && figure is not null ? gap * 0.5 : 0);
            var flip = odd ^ rightToLeft;
            var textWidth = area.Width - picture - gap;
            var textX = flip ? area.X : area.X + picture + gap;
            var pictureX = flip ? area.Right - picture : area.X;
            double textAlign = rightToLeft ? 1 : 0;

            var small = Kick(textWidth);
            var button = HasButton ? Math.Min(area.Height * 0.26, 128 * unit) : 0;
            var lineGap = area.Height * 0.1;
            var used = (small is null ? 0 : small.Height + lineGap) + (button > 0 ? button + lineGap : 0);
            var text = Fit(textWidth, area.Height - used);
            var (halo, foot) = (Halo(text), Foot(text));
            var total = used + (text?.Height ?? 0) + halo + foot;
            var y = area.Y + Math.Max(0, (area.Height - total) / 2);
            var result = new Composition { Area = area, Centred = false };
            var x = pictureX;
            if (figure is not null)
            {
                result = result with { Number = new(figure, new(x, area.CentreY - (figure.Height / 2), figure.Width, figure.Height), 0) };
                if (card.Layout == CardLayout.Figure)
                    result = result with { Bar = new(x, area.CentreY + (figure.Height / 2) + lineGap, figure.Width, 14 * unit) };
                x += figure.Width + (gap * 0.5);
            }

            if (icon > 0) result = result with { Icon = new(x, area.CentreY - (icon / 2), icon, icon) };
            if (small is not null)
            {
                result = result with { Kicker = new(small, new(textX, y, textWidth, small.Height), textAlign) };
                y += small.Height + lineGap;
            }

            if (text is not null)
            {
                y += halo;
                result = result with { Headline = new(text, new(textX, y, textWidth, text.Height), textAlign) };
                y += text.Height + foot + lineGap;
            }

            return button > 0 ? WithButton(result, new(textX, y, textWidth, button), textAlign) : result;
        }

        /// <summary>A button that says nothing asks for nothing.</summary>
        private bool HasButton => card.Layout == CardLayout.CallToAction && kicker.Length > 0;

        private Composition WithButton(Composition result, Box row, double share)
        {
            var arrow = row.Height * 0.9;
            var set = Lettering.Fit(kicker, type.Label with { Tracking = 0 }, row.Width - arrow - (row.Height * 0.9), row.Height * 0.34, row.Height * 0.5, 1);
            var width = set.Width + arrow + (row.Height * 0.75);
            var box = new Box(row.X + ((row.Width - width) * share), row.Y, width, row.Height);
            return result with
            {
                ButtonBox = box,
                Button = new(set, new(box.X + (row.Height * 0.5), box.CentreY - (set.Height / 2), set.Width, set.Height), 0),
            };
        }

        private Lettering? Kick(double width) =>
            kicker.Length == 0 || card.Layout == CardLayout.CallToAction ? null : Lettering.Fit(kicker, type.Label, width, 64 * unit, 46 * unit, 1);

        private Lettering Figure(double width, double height) =>
            Lettering.Fit(number, type.Figure, width, height, height / type.Figure.CapHeight, 1);

        private double Halo(Lettering? text) => (text?.CapHeight ?? 0) * type.Halo;

        /// <summary>How far the headline reaches below its last line's capitals.</summary>
        private double Foot(Lettering? text) => text is { Lines: [.., var last] } ? Math.Max(Halo(text), text.Face.Depth(last.Text) * text.Em) : 0;

        /// <summary>The headline with all that it reaches beyond its capitals.</summary>
        private Lettering? Fit(double width, double height)
        {
            var set = Fit(headline, width, height / (1 + (type.Halo * 0.7)));
            var beyond = Halo(set) + Foot(set);
            return set is null || set.Height + beyond <= height ? set : Fit(headline, width, height - beyond);
        }

        private Lettering? Fit(string words, double width, double height)
        {
            if (words.Length == 0) return null;
            var smallest = (words.Length <= LongestLine ? 28 : 46) * unit;
            var set = Lettering.Fit(words, type.Display, width, height, MaxEm);

            // A long line is set in more and smaller lines before any of it goes.
            if (set.Em < 46 * unit) set = Lettering.Fit(words, type.Display, width, height, MaxEm, maxLines: 9);
            var parts = words.Split(' ');

            // Too much to read at a glance: the card shows the beginning, the voice says it all.
            for (var keep = parts.Length - 1; set.Em < smallest && keep > 0; keep = keep * 4 / 5)
                set = Lettering.Fit(string.Join(' ', parts[..keep]).TrimEnd(',', '.', ';', ':') + "…", type.Display, width, height, MaxEm);
            for (var keep = words.Length * 3 / 4; set.Em < smallest && parts.Length < 4 && keep > 3; keep = keep * 3 / 4)
                set = Lettering.Fit(words[..keep] + "…", type.Display, width, height, MaxEm);
            return set;
        }
    }
}
