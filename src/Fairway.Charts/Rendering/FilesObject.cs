using Fairway.Charts.Functions;
using Fairway.Charts.Values;

namespace Fairway.Charts.Rendering;

/// <summary><c>.Files</c>: the files of the chart that are nothing else.</summary>
internal sealed class FilesObject : GoObject
{
    private readonly IReadOnlyDictionary<string, string> files;
    private readonly GoFunction get;

    public FilesObject(IReadOnlyDictionary<string, string> files)
    {
        this.files = files;
        get = GoFunction.Of("Get", "string", (in call) => GoValue.Of(this.files.GetValueOrDefault(call.Text(0), "")));
    }

    public override string TypeName => "engine.files";

    public override string KindName => "map";

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
            ? GoValue.Of(new GoList([.. content.Select(c => GoValue.OfByte((byte)c))], "[]uint8"))
            : GoValue.Nil;

    public override GoFunction? Method(string name) => name == "Get" ? get : null;
}
