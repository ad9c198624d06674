namespace Synthora.Web;

/// <summary>Names the resource file that holds every text of the pages.</summary>
public sealed class Text;
