using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Fairway.Tests.Twin.Storage.Disks;

/// <summary>
/// Lets SQLite store in a <see cref="Disk"/>: the file system <see cref="Name"/> of the connection string's <c>Vfs</c>.
/// </summary>
internal static unsafe class DiskVfs
{
    public const string Name = "fairway-disk";

    private const int Ok = 0;
    private const int NotFound = 12;
    private const int ShortRead = 10 | (2 << 8);
    private const int DeleteOfNothing = 10 | (23 << 8);

    /// <summary>SQLITE_OPEN_MAIN_JOURNAL, SUPER_JOURNAL and WAL.</summary>
    private const int AnyLog = 0x800 | 0x4000 | 0x80000;

    /// <summary>As the usual file system says: bytes beside those that are written come to no harm.</summary>
    private const int PowersafeOverwrite = 0x1000;

    private static readonly NativeFileMethods* Methods = MakeMethods();
    private static readonly Lazy<bool> Registered = new(Register);
    private static int temporaries;

    /// <summary>Makes the file system known to SQLite.</summary>
    public static string Use() =>
        Registered.Value ? Name : throw new InvalidOperationException("SQLite refused the disk");

    private static bool Register()
    {
        SQLitePCL.Batteries_V2.Init();
        var vfs = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        vfs->Version = 1;
        vfs->FileSize = sizeof(NativeFile);
        vfs->LongestPath = 512;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        vfs->Open = &Open;
        vfs->Delete = &Delete;
        vfs->Access = &Access;
        vfs->FullPathname = &FullPathname;
        vfs->Randomness = &Randomness;
        vfs->Sleep = &Sleep;
        vfs->CurrentTime = &CurrentTime;
        vfs->LastError = &LastError;
        return sqlite3_vfs_register(vfs, 0) == Ok;
    }

    private static NativeFileMethods* MakeMethods()
    {
        var methods = (NativeFileMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeFileMethods));
        methods->Version = 2;
        methods->Close = &Close;
        methods->Read = &Read;
        methods->Write = &Write;
        methods->Truncate = &Truncate;
        methods->Sync = &Sync;
        methods->FileSize = &FileSize;
        methods->Lock = &Lock;
        methods->Unlock = &Lock;
        methods->CheckReservedLock = &CheckReservedLock;
        methods->FileControl = &FileControl;
        methods->SectorSize = &SectorSize;
        methods->DeviceCharacteristics = &DeviceCharacteristics;
        methods->ShmMap = &ShmMap;
        methods->ShmLock = &ShmLock;
        methods->ShmBarrier = &ShmBarrier;
        methods->ShmUnmap = &ShmUnmap;
        return methods;
    }

    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    private static extern int sqlite3_vfs_register(NativeVfs* vfs, int makeDefault);

    private static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8)!;

    private static OpenFile FileOf(NativeFile* file) => (OpenFile)GCHandle.FromIntPtr(file->Handle).Target!;

    private static string PathOf(NativeFile* file) => FileOf(file).Path;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        // A file without a name is a temporary one, which outlives nothing.
        var path = name == null ? $"{new Disk().Folder}{Interlocked.Increment(ref temporaries)}" : Text(name);
        var isNewLog = (flags & AnyLog) != 0 && !Disk.Of(path).Exists(path);
        Disk.Of(path).Open(path);
        file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(new OpenFile(path) { FolderIsToBeSynced = isNewLog }));
        file->Methods = Methods;
        if (outFlags != null)
        {
            *outFlags = flags;
        }

        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* name, int syncFolder)
    {
        var path = Text(name);
        if (!Disk.Of(path).Exists(path))
        {
            return DeleteOfNothing;
        }

        var code = Disk.Of(path).Make(DiskChangeKind.Delete, path);
        return code == Ok && syncFolder != 0 ? Disk.Of(path).Make(DiskChangeKind.SyncFolder, path) : code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(NativeVfs* vfs, byte* name, int flags, int* result)
    {
        var path = Text(name);
        *result = Disk.Of(path).Exists(path) ? 1 : 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPathname(NativeVfs* vfs, byte* name, int size, byte* into)
    {
        var path = Encoding.UTF8.GetBytes(Text(name) + '\0');
        path.CopyTo(new Span<byte>(into, size));
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Randomness(NativeVfs* vfs, int size, byte* into)
    {
        new Span<byte>(into, size).Fill(7);
        return size;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(NativeVfs* vfs, int microseconds) => microseconds;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTime(NativeVfs* vfs, double* julianDay)
    {
        *julianDay = 2_460_000.5;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LastError(NativeVfs* vfs, int size, byte* into) => Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        GCHandle.FromIntPtr(file->Handle).Free();
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, byte* into, int count, long offset)
    {
        var path = PathOf(file);
        return Disk.Of(path).Read(path, offset, new Span<byte>(into, count)) ? Ok : ShortRead;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* from, int count, long offset)
    {
        var path = PathOf(file);
        return Disk.Of(path).Make(DiskChangeKind.Write, path, offset, new Span<byte>(from, count).ToArray());
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long size)
    {
        var path = PathOf(file);
        return Disk.Of(path).Make(DiskChangeKind.Truncate, path, size);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags)
    {
        var open = FileOf(file);
        var disk = Disk.Of(open.Path);
        var code = disk.Make(DiskChangeKind.Sync, open.Path);
        if (code == Ok && open.FolderIsToBeSynced)
        {
            open.FolderIsToBeSynced = false;
            disk.Make(DiskChangeKind.SyncFolder, open.Path);
        }

        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(NativeFile* file, long* size)
    {
        var path = PathOf(file);
        *size = Disk.Of(path).SizeOf(path);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int level) => Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(NativeFile* file, int* reserved)
    {
        *reserved = 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(NativeFile* file, int operation, void* argument) => NotFound;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(NativeFile* file) => 4096;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(NativeFile* file) => PowersafeOverwrite;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(NativeFile* file, int region, int size, int extend, void** memory)
    {
        *memory = (void*)FileOf(file).Map(region, size);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmLock(NativeFile* file, int offset, int count, int flags) => Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShmBarrier(NativeFile* file) => Interlocked.MemoryBarrier();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmUnmap(NativeFile* file, int delete)
    {
        FileOf(file).Unmap();
        return Ok;
    }

    private sealed class OpenFile(string path)
    {
        private readonly List<nint> shared = [];

        public string Path => path;

        /// <summary>Memory of this opening alone: a disk has one connection at a time.</summary>
        public nint Map(int region, int size)
        {
            while (shared.Count <= region)
            {
                shared.Add((nint)NativeMemory.AllocZeroed((nuint)size));
            }

            return shared[region];
        }

        public void Unmap()
        {
            shared.ForEach(static memory => NativeMemory.Free((void*)memory));
            shared.Clear();
        }

        /// <summary>The usual file system syncs the folder with the first sync of a log that it has made.</summary>
        public bool FolderIsToBeSynced { get; set; }
    }
}
