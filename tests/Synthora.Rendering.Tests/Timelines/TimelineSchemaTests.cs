using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Timelines;

/// <summary>
/// Writes the published schema from the types, their documentation and their limits. When a type changed, run this test
/// with SYNTHORA_WRITE_SCHEMA=1 and commit docs/timeline.schema.json.
/// </summary>
public sealed partial class TimelineSchemaTests
{
    private static readonly Lazy<Dictionary<string, XElement>> Documentation = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(Timeline).Assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value));

    [Fact]
    public void The_published_schema_is_what_the_types_say()
    {
        var written = Generate();
        if (Environment.GetEnvironmentVariable("SYNTHORA_WRITE_SCHEMA") is not null) File.WriteAllText(Published(), written + "\n");

        File.ReadAllText(Published()).TrimEnd().ShouldBe(written, "the types changed: run this test with SYNTHORA_WRITE_SCHEMA=1 and commit the file");
    }

    [Fact]
    public void Every_file_a_timeline_can_name_is_called_path()
    {
        // Moving, gathering and confining files rely on it.
        var names = new List<string>();
        Walk(JsonNode.Parse(Generate())!, (name, _) => names.Add(name));
        names.Where(name => name.Contains("path") || name.Contains("file") || name.Contains("url")).Distinct().ShouldBe(["path"]);
    }

    [Fact]
    public void The_schema_states_ranges_descriptions_and_which_properties_must_be_there()
    {
        var schema = JsonNode.Parse(TimelineSchema.Json)!;

        schema["$id"]!.GetValue<string>().ShouldBe(Timeline.SchemaName);
        schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["title", "canvas", "look", "scenes", "audio"]);
        schema["properties"]!["canvas"]!["properties"]!["width"]!["maximum"]!.GetValue<double>().ShouldBe(4096);
        schema["properties"]!["look"]!["properties"]!["palette"]!["maxItems"]!.GetValue<int>().ShouldBe(8);
        schema["properties"]!["seed"]!["description"]!.GetValue<string>().ShouldContain("same pixels");
        schema["properties"]!["platform"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldContain("youtube");
    }

    private static string Generate()
    {
        var schema = new JsonSerializerOptions(TimelineJson.Strict) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetJsonSchemaAsNode(typeof(Timeline), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => node is JsonObject shape ? Describe(context, shape) : node,
        }).AsObject();
        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = Timeline.SchemaName, ["title"] = "Synthora timeline" };
        foreach (var (name, value) in schema.ToList())
        {
            schema.Remove(name);
            whole[name] = value;
        }

        whole["additionalProperties"] = false;
        whole["properties"]!["version"]!.AsObject()["const"] = Timeline.CurrentVersion;
        return whole.ToJsonString(new JsonSerializerOptions(TimelineJson.Options) { NewLine = "\n", TypeInfoResolver = new DefaultJsonTypeInfoResolver() });
    }

    private static JsonObject Describe(JsonSchemaExporterContext context, JsonObject shape)
    {
        // Files may state more than an older engine knows; what it must not do is guess.
        if (shape.ContainsKey("properties")) shape["additionalProperties"] = false;
        foreach (var limit in context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true) ?? [])
        {
            if (limit is RangeAttribute range)
            {
                shape["minimum"] = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture);
                shape["maximum"] = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
            }
            else if (limit is LengthAttribute length)
            {
                shape["minItems"] = length.MinimumLength;
                shape["maxItems"] = length.MaximumLength;
            }
        }

        if (Description(context) is not { Length: > 0 } text) return shape;
        var described = new JsonObject { ["description"] = text };
        foreach (var (name, value) in shape.ToList())
        {
            shape.Remove(name);
            described[name] = value;
        }

        return described;
    }

    private static string Description(JsonSchemaExporterContext context)
    {
        if (context.PropertyInfo is not { AttributeProvider: MemberInfo property }) return Summary($"T:{context.TypeInfo.Type.FullName}");
        var own = Summary($"P:{property.DeclaringType!.FullName}.{property.Name}");
        if (own.Length > 0) return own;
        var parameter = Documentation.Value.GetValueOrDefault($"T:{property.DeclaringType.FullName}")?.Elements("param").FirstOrDefault(found => found.Attribute("name")!.Value == property.Name);
        return parameter is not null ? Plain(parameter) : Summary($"T:{context.TypeInfo.Type.FullName}");
    }

    private static string Summary(string member) => Documentation.Value.GetValueOrDefault(member)?.Element("summary") is { } summary ? Plain(summary) : "";

    private static string Plain(XElement text) => Whitespace().Replace(string.Concat(text.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "see" } link => link.Attribute("cref")!.Value.Split('.')[^1],
        XElement { Name.LocalName: "paramref" } name => name.Attribute("name")!.Value,
        XElement element => element.Value,
        XText words => words.Value,
        _ => "",
    })), " ").Trim();

    private static void Walk(JsonNode? node, Action<string, JsonNode> visit)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Walk(item, visit);
        }
        else if (node is JsonObject owner)
        {
            foreach (var (name, value) in owner)
            {
                if (name == "properties")
                    foreach (var (property, schema) in value!.AsObject())
                        visit(property, schema!);
                Walk(value, visit);
            }
        }
    }

    private static string Published([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/timeline.schema.json"));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
