package io.opsagent.server.monitor;

import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;

/** A host with any other system than Linux, by OSHI. */
final class OshiHost implements HostSource {
  /** Disks and network interfaces rarely change; to find them costs more than to read them. */
  private static final int ROUNDS_OF_DEVICES = 60;

  private static final int MAX_DEVICES = 64;

  private final SystemInfo system = new SystemInfo();
  private List<HWDiskStore> disks = List.of();
  private List<NetworkIF> networks = List.of();
  private int rounds;

  @Override
  public HostReading read() {
    HardwareAbstractionLayer hardware = system.getHardware();
    long[] ticks = hardware.getProcessor().getSystemCpuLoadTicks();
    long all = 0;
    for (long one : ticks) {
      all += one;
    }
    GlobalMemory memory = hardware.getMemory();
    double[] load = hardware.getProcessor().getSystemLoadAverage(3);
    return new HostReading(
        all,
        ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()],
        hardware.getProcessor().getLogicalProcessorCount(),
        memory.getTotal(),
        memory.getAvailable(),
        memory.getVirtualMemory().getSwapTotal(),
        memory.getVirtualMemory().getSwapUsed(),
        system.getOperatingSystem().getFileSystem().getOpenFileDescriptors(),
        List.of(load[0], load[1], load[2]));
  }

  @Override
  public DeviceBytes devices() {
    HardwareAbstractionLayer hardware = system.getHardware();
    if (rounds++ % ROUNDS_OF_DEVICES == 0) {
      disks = hardware.getDiskStores().stream().limit(MAX_DEVICES).toList();
      networks = hardware.getNetworkIFs().stream().limit(MAX_DEVICES).toList();
    } else {
      disks.forEach(HWDiskStore::updateAttributes);
      networks.forEach(NetworkIF::updateAttributes);
    }
    return new DeviceBytes(
        disks.stream().mapToLong(HWDiskStore::getReadBytes).sum(),
        disks.stream().mapToLong(HWDiskStore::getWriteBytes).sum(),
        networks.stream().mapToLong(NetworkIF::getBytesRecv).sum(),
        networks.stream().mapToLong(NetworkIF::getBytesSent).sum(),
        true);
  }
}
