using Fairway.Charts.Functions;
using Fairway.Charts.Values;
using Fairway.Schema.Patterns;

namespace Fairway.Charts.Rendering;

/// <summary><c>.Files</c>: the files of the chart that are nothing else.</summary>
internal sealed class FilesObject : GoObject
{
    private readonly IReadOnlyDictionary<string, string> files;

    public FilesObject(IReadOnlyDictionary<string, string> files) => this.files = files;

    public override string TypeName => "engine.files";

    public override string KindName => "map";

    public override bool IsTrue => files.Count > 0;

    public override GoValue Plain
    {
        get
        {
            var map = new GoMap();
            foreach (var (path, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                map[path] = GoValue.Of(Convert.ToBase64String(ByteText.ToBytes(content)));
            }

            return GoValue.Of(map);
        }
    }

    /// <summary>The bytes of a file whose path is a name.</summary>
    public override GoValue? Field(string name) =>
        files.TryGetValue(name, out var content)
            ? Bytes(content)
            : Bytes("");

    public override GoFunction? Method(string name) => name switch
    {
        "Get" => GoFunction.Of(name, "string", (in call) => GoValue.Of(Content(call.Text(0)))),
        "GetBytes" => GoFunction.Of(name, "string", (in call) => Bytes(Content(call.Text(0)))),
        "Lines" => GoFunction.Of(name, "string", (in call) => GoValue.Of(GoList.Strings(Lines(call.Text(0))))),
        "Glob" => GoFunction.Of(name, "string", (in call) => GoValue.Of(Matching(call.Text(0)))),
        "AsConfig" => GoFunction.Of(name, "", (in call) => Named(call, content => content)),
        "AsSecrets" => GoFunction.Of(name, "", (in call) =>
            Named(call, content => Convert.ToBase64String(ByteText.ToBytes(content)))),
        _ => null,
    };

    /// <summary>Sorted by path, each as its bytes: what a template walks over.</summary>
    public GoMap Walked()
    {
        var map = new GoMap(TypeName);
        foreach (var (path, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            map[path] = Bytes(content);
        }

        return map;
    }

    private static GoValue Bytes(string content) =>
        GoValue.Of(new GoList([.. content.Select(c => GoValue.OfByte((byte)c))], "[]uint8"));

    private string Content(string path) => files.GetValueOrDefault(path, "");

    private string[] Lines(string path)
    {
        var content = Content(path);
        return content.Length == 0 ? [] : (content.EndsWith('\n') ? content[..^1] : content).Split('\n');
    }

    /// <summary>A pattern that cannot be read matches everything, as in Helm.</summary>
    private FilesObject Matching(string pattern)
    {
        Re2 glob;
        try
        {
            glob = Glob.Compile(ByteText.ToUnicode(pattern));
        }
        catch (Re2Exception)
        {
            glob = Glob.Compile("**");
        }

        return new FilesObject(
            files.Where(file => glob.IsMatch(ByteText.ToUnicode(file.Key)))
                .ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal));
    }

    /// <summary>The lines of a ConfigMap's or a Secret's data: base names and contents.</summary>
    private GoValue Named(in FunctionCall call, Func<string, string> written)
    {
        if (files.Count == 0)
        {
            return GoValue.Of("{}");
        }

        var map = new GoMap("map[string]string");
        foreach (var (path, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            map[path[(path.LastIndexOf('/') + 1)..]] = GoValue.Of(written(content));
        }

        return GoValue.Of(GoYaml.Write(GoValue.Of(map), call.Budget));
    }
}
