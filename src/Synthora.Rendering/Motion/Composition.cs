using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion;

/// <summary>Words in their place; <paramref name="Align"/> is 0 left, 0.5 centred, 1 right.</summary>
public sealed record PlacedText(Lettering Setting, Box Box, double Align)
{
    public double LineX(SetLine line) => Box.X + ((Box.Width - line.Width) * Align);
    public double Middle(SetLine line) => Box.Y + line.Middle;
    public double Left => Setting.Lines.Count == 0 ? Box.X : Setting.Lines.Min(LineX);
    public double Right => Setting.Lines.Count == 0 ? Box.X : Setting.Lines.Max(line => LineX(line) + line.Width);
}

/// <summary>The faces a design sets its cards in.</summary>
/// <param name="Halo">How far labels or outlines reach beyond the headline's capitals, in cap heights.</param>
public sealed record TypeSystem(Typeface Display, Typeface Label, Typeface Figure, double Halo = 0);

/// <summary>
/// Where a card's parts stand: all of them in the part of the safe box that captions leave free. Which arrangement it is
/// depends on the layout, the shape of the canvas and the card's variation.
/// </summary>
public sealed partial record Composition
{
    /// <summary>Share of the safe box's height that belongs to the card; captions have the rest.</summary>
    public const double Share = 0.60;

    /// <summary>Between a card's words and captions that need more than their share, in shares of the canvas's shorter side.</summary>
    private const double Distance = 0.03;

    /// <summary>Words that stand in the middle of their room come down by half of what it loses, so each try halves what is missing.</summary>
    private const int MostTries = 8;

    /// <summary>In pixels, which nobody sees.</summary>
    private const double Slight = 0.4;

    public required Box Area { get; init; }
    public required bool Centred { get; init; }
    public PlacedText? Headline { get; init; }
    public PlacedText? Kicker { get; init; }
    public PlacedText? Number { get; init; }

    /// <summary>Words on a button.</summary>
    public PlacedText? Button { get; init; }
    public Box? ButtonBox { get; init; }
    public Box? Icon { get; init; }

    /// <summary>
    /// The icon as a large picture of its own, between the captions' band and the platform's controls; words then have
    /// all of the card's area. Only tall canvases have the room.
    /// </summary>
    public Box? Hero { get; init; }

    /// <summary>A window across the whole picture, onto a part of the icon.</summary>
    public Box? CloseUp { get; init; }

    /// <summary>Whether the icon is a large picture, which needs no echo of it anywhere else.</summary>
    public bool IsLarge => Hero is not null || CloseUp is not null;

    /// <summary>How far a list has come, as a row of segments.</summary>
    public Box? Progress { get; init; }

    /// <summary>A bar or a rule belonging to the number.</summary>
    public Box? Bar { get; init; }

    /// <summary>Room for an opening quotation mark.</summary>
    public Box? QuoteMark { get; init; }

    public static Composition Of(CardVisual card, CardContext context, TypeSystem type, bool preferCentre)
    {
        var canvas = context.Canvas;
        var safe = context.SafeBox;
        var unit = Math.Min(canvas.Width, canvas.Height) / 1080.0;
        var rightToLeft = Script.IsRightToLeft(card.Headline);
        var centred = preferCentre ^ (card.Variation % 3 == 2);
        if (card.Layout == CardLayout.CallToAction || card.Headline.Length == 0) centred = true;
        if (card.Layout == CardLayout.Quote) centred = preferCentre && card.Variation % 2 == 0;

        // A centred card stands in the middle of the picture, not of the safe box, which leans to one side.
        double left = safe.Left, right = safe.Right;
        if (centred)
        {
            var reach = Math.Min((canvas.Width / 2.0) - safe.Left, safe.Right - (canvas.Width / 2.0));
            (left, right) = ((canvas.Width / 2.0) - reach, (canvas.Width / 2.0) + reach);
        }

        var area = AreaOf(safe, context.Look, canvas, context.Language) with { X = left, Width = right - left };
        if (card is { Layout: CardLayout.CloseUp, Headline: "", Icon: not null })
            return new() { Area = area, Centred = true, CloseUp = Window(area, safe, canvas) };
        var wide = area.Width > area.Height * 1.75;
        var hero = HeroBox(card, canvas, safe, centred);
        var (composed, room) = (In(area), area);

        // Marks and emoji rise above the capitals that words are measured by; what they need at the top is taken from the rest.
        for (var tries = 0; tries < MostTries && area.Y - composed.Words(type)?.Y is { } above and > Slight; tries++)
        {
            room = room with { Y = room.Y + above, Height = room.Height - above };
            composed = In(room) with { Area = area };
        }

        return composed;

        Composition In(Box room)
        {
            var plan = new Plan(card, room, unit, type, centred, rightToLeft, hero);
            return wide && HasPicture(card) && card.Headline.Length > 0 ? plan.Beside() : plan.Stack();
        }
    }

    /// <summary>The rectangle around all its words; null where it has none.</summary>
    public Box? Words(TypeSystem type)
    {
        var boxes = new[] { Headline, Kicker, Number, Button }.OfType<PlacedText>().Where(text => text.Setting.Lines.Count > 0).Select(text => Inked(text, ReferenceEquals(text, Headline) ? type.Halo : 0)).ToList();
        if (boxes.Count == 0) return null;
        double left = boxes.Min(box => box.X), top = boxes.Min(box => box.Y);
        return new(left, top, boxes.Max(box => box.Right) - left, boxes.Max(box => box.Bottom) - top);
    }

    private static Box Inked(PlacedText text, double halo)
    {
        var set = text.Setting;
        var reach = set.CapHeight * halo;
        double head = Math.Max(reach, set.Face.Overhang(set.Lines[0].Text) * set.Em), foot = Math.Max(reach, set.Face.Depth(set.Lines[^1].Text) * set.Em);
        return new(text.Left, text.Box.Y - head, text.Right - text.Left, set.Height + head + foot);
    }

    /// <summary>The part of a safe box that its captions leave to titles and cards.</summary>
    /// <param name="language">Of the captions: some scripts are taller than others.</param>
    public static Box AreaOf(SafeBox safe, Look look, Canvas canvas, string language)
    {
        var captionsFirst = CaptionStyles.For(look, canvas)?.Place == CaptionPlace.Top;
        var top = captionsFirst ? safe.Top + (safe.Height * (1 - Share)) : safe.Top;
        var bottom = captionsFirst ? safe.Bottom : safe.Top + (safe.Height * Share);
        if (CaptionLayout.Tallest(look, canvas, safe, language) is { } caption)
        {
            var apart = Distance * Math.Min(canvas.Width, canvas.Height);
            if (captionsFirst) top = Math.Max(top, caption.Bottom + apart);
            else bottom = Math.Min(bottom, caption.Top - apart);
        }

        return new(safe.Left, top, safe.Width, bottom - top);
    }

    /// <summary>From the picture's edge to where the captions begin.</summary>
    private static Box Window(Box area, SafeBox safe, Canvas canvas) => area.Y > safe.Top + 1
        ? new(0, area.Y, canvas.Width, canvas.Height - area.Y)
        : new(0, 0, canvas.Width, area.Bottom);

    private static Box? HeroBox(CardVisual card, Canvas canvas, SafeBox safe, bool centred)
    {
        var room = canvas.Height - safe.Bottom;
        if (card.Icon is null || card.Headline.Length == 0 || canvas.Height <= canvas.Width || room < canvas.Height * 0.2) return null;
        var shows = card.Layout switch
        {
            CardLayout.Hook or CardLayout.ListItem or CardLayout.Figure or CardLayout.CallToAction => true,
            CardLayout.Statement => card.Variation % 2 == 0,
            _ => false,
        };
        if (!shows) return null;
        var size = Math.Min(room * 0.66, canvas.Width * 0.42);
        var middle = centred ? 0.5 : card.Variation % 2 == 0 ? 0.69 : 0.31;
        return new Box((canvas.Width * middle) - (size / 2), safe.Bottom + (room * 0.06), size, size);
    }

    private static bool HasPicture(CardVisual card) => card.Icon is not null || card.Number.Length > 0;
}
