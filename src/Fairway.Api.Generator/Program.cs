using Fairway.Api.Generator;

// Run by hand, or by the test that compares (UPDATE_GOLDEN=1): the argument is the root of the repository.
if (args is not [var root])
{
    Console.Error.WriteLine("usage: Fairway.Api.Generator ROOT");
    return 2;
}

try
{
    foreach (var file in GeneratedFiles.All())
    {
        var path = Path.Combine(root, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, file.Text);
    }

    return 0;
}
catch (GenerationException fault)
{
    Console.Error.WriteLine($"error FWAPI: {fault.Message}");
    return 1;
}
