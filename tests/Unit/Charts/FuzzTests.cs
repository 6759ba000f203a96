using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts;

/// <summary>What is torn apart is rendered, or refused in words: never a crash, never without an end.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20261123;
    private const int Templates = 4000;
    private const int Documents = 2000;
    private const int Archives = 1500;

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{-", "-}}", "{{ end }}", "{{ else }}", "{{ range $i, $e := ", "{{ if ",
        "{{ with $",
        "{{ define \"x\" }}",
        "{{ include \"x\" . }}", "{{ tpl ", "{{/*", "*/}}", "(", ")", "|", "\"", "`", "'", "\\", ".", "$", "$x", ":=",
        "=", ",",
        "nil", "-1", "0x", "1e400", "99999999999999999999", "repeat 1000000 \"a\"", "until 1000000", "\0", "é",
        "\u2028",
        "(dict)", "(list 1 2)", " . ", "{{ break }}", "{{ continue }}", "{{ template \"x\" . }}", "{{ block \"x\" . }}",
    ];

    private static readonly string[] YamlPieces =
    [
        ":", ": ", "- ", "? ", "&a ", "*a", "<<: *a", "!!binary ", "!!int ", "|", ">", "|2-", "{", "}", "[", "]",
        ",", "#", "'",
        "\"", "---\n", "...\n", "%YAML 1.1\n", "\t", "\n", "  ", "0x", "1e400", ".inf", "~", "\0", "é", "\u2028",
        "\\x", "@", "`",
    ];

    [Fact]
    public void Templates_torn_apart_are_rendered_or_refused()
    {
        var random = new Random(Seed);
        var snippets = Snippets();
        for (var i = 0; i < Templates; i++)
        {
            var text = Torn(random, snippets, Pieces);
            Try(text, () => ChartFiles.Load(
                ("values.yaml", "str: x\nlist: [1, 2]\nmap: {a: 1}\nt: true\n"), ("templates/x.yaml", text)));
        }
    }

    [Fact]
    public void Values_torn_apart_are_read_or_refused()
    {
        var random = new Random(Seed);
        string[] documents =
        [
            "a: 1\nb: {c: [x, 'y', \"z\"]}\n", "- a\n- b:\n    c: |\n      text\n      more\n",
            "anchor: &a {x: 1}\nuse: *a\nmerged:\n  <<: *a\n", "long: >-\n  folded\n  text\n? key\n: value\n",
            "bin: !!binary aGVsbG8=\nnum: 0x1F\ndate: 2001-01-01\nnothing: ~\n",
        ];
        for (var i = 0; i < Documents; i++)
        {
            var text = Torn(random, documents, YamlPieces);
            Try(text, () => ChartFiles.Load(
                ("values.yaml", text),
                ("templates/x.yaml", "v: {{ toYaml .Values | toJson }}\nw: {{ toJson .Values }}\n")));
            Try(text, () => ChartFiles.Load(("Chart.yaml", $"apiVersion: v2\nname: c\nversion: 1.0.0\n{text}")));
            Try(text, () => ChartFiles.Load(("templates/x.yaml", text)));
        }
    }

    [Fact]
    public void Archives_torn_apart_are_read_or_refused()
    {
        var random = new Random(Seed);
        var whole = Packed();
        for (var i = 0; i < Archives; i++)
        {
            var bytes = whole.ToArray();
            for (var flips = random.Next(1, 8); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var cut = bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)];
            Try("", () => ChartArchive.Load(
                ChartArchive.Unpack("torn.tgz", cut, TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken));
        }
    }

    /// <summary>Any other exception than a chart's fails the test, with the text that made it.</summary>
    private static void Try(string text, Func<Chart> load)
    {
        try
        {
            load().Rendered(ChartFiles.Input with { Limits = new RenderLimits { Steps = 20_000, Text = 1 << 20 } });
        }
        catch (ChartException fault)
        {
            Assert.NotEqual("", fault.Message);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{fault.GetType()} by {text}", fault);
        }
    }

    private static string Torn(Random random, IReadOnlyList<string> texts, string[] pieces)
    {
        var text = new StringBuilder(texts[random.Next(texts.Count)]);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(12), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, text.ToString(at, Math.Min(random.Next(20), text.Length - at)));
                    break;
                case 2:
                    var other = texts[random.Next(texts.Count)];
                    text.Insert(at, other.AsSpan(random.Next(other.Length)));
                    break;
                default:
                    text.Insert(at, pieces[random.Next(pieces.Length)]);
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>Those that make no keys, which would take the time of a thousand others.</summary>
    private static List<string> Snippets([CallerFilePath] string caller = "") =>
        [.. File.ReadAllText(Path.GetFullPath(Path.Combine(
                Path.GetDirectoryName(caller)!, "..", "..", "Conformance", "Charts", "Data", "snippets.tmpl")))
            .Split("\n%%\n")
            .Where(snippet => !((string[])["gen", "crypt", "htpasswd", "derive"]).Any(
                slow => snippet.Contains(slow, StringComparison.Ordinal)))];

    private static byte[] Packed()
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            Add(tar, "c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n");
            Add(tar, "c/values.yaml", "a: 1\n");
            Add(tar, "c/templates/x.yaml", "kind: X\nv: {{ .Values.a }}\n");
            Add(tar, "c/charts/d/Chart.yaml", "apiVersion: v2\nname: d\nversion: 1.0.0\n");
        }

        return packed.ToArray();
    }

    private static void Add(TarWriter tar, string path, string text) => tar.WriteEntry(
        new UstarTarEntry(TarEntryType.RegularFile, path)
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
        });
}
